package dev.sameriver.view;

import dev.sameriver.function.RecordCode;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/** Events that are read into a Java record. */
record RecordType<T>(Class<T> type) implements EventType<T> {

    /**
     * @throws UserError if the type is not a Java record
     */
    static <T> RecordType<T> of(Class<T> type) {
        if (!type.isRecord()) {
            throw new UserError(
                    "Events are read into Java records, but "
                            + type.getName()
                            + " is not one: declare it as a record of the columns that the view"
                            + " reads.");
        }
        return new RecordType<>(type);
    }

    @Override
    public String name() {
        return type.getSimpleName();
    }

    @Override
    public List<Component> components() {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> new Component(component.getName(), component.getType()))
                .toList();
    }

    @Override
    public Function<@Nullable Object[], T> maker() {
        Class<?>[] types = components().stream().map(Component::type).toArray(Class<?>[]::new);
        try {
            MethodHandle constructor =
                    MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                            .findConstructor(type, MethodType.methodType(void.class, types));
            return new Constructor<>(
                    constructor
                            .asSpreader(Object[].class, types.length)
                            .asType(MethodType.methodType(Object.class, Object[].class)));
        } catch (ReflectiveOperationException e) {
            throw new UserError(
                    "Sameriver must be able to make the record "
                            + type.getName()
                            + ", but cannot: make it public, in a package that is open.",
                    e);
        }
    }

    @Override
    public boolean isPlain() {
        return RecordCode.of(type).hasPlainConstructor();
    }

    @Override
    public TypeInformation<T> typeInfo() {
        return TypeInformation.of(type);
    }

    private record Constructor<T>(MethodHandle constructor)
            implements Function<@Nullable Object[], T> {

        @Override
        @SuppressWarnings("unchecked")
        public T apply(@Nullable Object[] values) {
            try {
                return (T) (Object) constructor.invokeExact(values);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalArgumentException(e);
            }
        }
    }
}
