package dev.sameriver.function;

import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/**
 * Tells which component of a record a getter reads, so that it can be read from a column instead.
 *
 * <p>{@code Flight::delayMinutes} reads {@code delayMinutes}. Of anything but the plain reference
 * to an accessor, such as {@code flight -> flight.delayMinutes()}, it cannot be told.
 */
public final class ComponentOf {

    private ComponentOf() {}

    /** The component's name; null if it cannot be told, and then the getter must be called. */
    public static @Nullable String getter(Serializable getter) {
        SerializedLambda lambda = Lambdas.serialized(getter);
        if (lambda == null
                || lambda.getImplMethodKind() != MethodHandleInfo.REF_invokeVirtual
                || lambda.getCapturedArgCount() != 0) {
            return null;
        }
        RecordComponent[] components = recordOf(lambda, getter.getClass().getClassLoader());
        for (RecordComponent component : components) {
            if (component.getName().equals(lambda.getImplMethodName())
                    && lambda.getImplMethodSignature().startsWith("()")) {
                return component.getName();
            }
        }
        return null;
    }

    /** The components of the record whose method it is; none if it is not a record's. */
    private static RecordComponent[] recordOf(
            SerializedLambda lambda, @Nullable ClassLoader loader) {
        try {
            String name = lambda.getImplClass().replace('/', '.');
            RecordComponent[] components = Class.forName(name, false, loader).getRecordComponents();
            return components == null ? new RecordComponent[0] : components;
        } catch (ClassNotFoundException e) {
            return new RecordComponent[0];
        }
    }
}
