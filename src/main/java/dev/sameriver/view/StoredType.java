package dev.sameriver.view;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** How Flink stores what a view's code makes, without a fallback that no release could read. */
final class StoredType {

    private StoredType() {}

    /**
     * The type of a class's objects.
     *
     * @throws UserError if Flink does not know it or what is in it
     */
    static <T> TypeInformation<T> of(Class<T> type) {
        TypeInformation<T> info = TypeInformation.of(type);
        SerializerConfigImpl strict = new SerializerConfigImpl();
        strict.setGenericTypes(false);
        try {
            info.createSerializer(strict);
        } catch (UnsupportedOperationException e) {
            throw new UserError(
                    "States and results must be of types that Flink can store, but "
                            + type.getName()
                            + " is not ("
                            + e.getMessage()
                            + "): use a public Java record of numbers, texts, Instants,"
                            + " BigDecimals and such records.",
                    e);
        }
        return info;
    }
}
