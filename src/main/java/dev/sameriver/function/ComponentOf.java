package dev.sameriver.function;

import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import org.jspecify.annotations.Nullable;

/**
 * Tells which component of a record a getter reads, so that it can be read from a column instead.
 *
 * <p>{@code Flight::delayMinutes} reads {@code delayMinutes}; a {@link ComponentReader} says it
 * itself. Of anything but these and the plain reference to an accessor that the compiler made, such
 * as {@code flight -> flight.delayMinutes()}, it cannot be told.
 */
public final class ComponentOf {

    private ComponentOf() {}

    /**
     * The component's name; null if it cannot be told, and then the getter must be called. It is
     * {@code delayMinutes} of {@code Flight::delayMinutes}, and null of {@code flight ->
     * Math.max(0, flight.delayMinutes())}.
     *
     * @param getter a getter or condition of this package
     */
    public static @Nullable String getter(Serializable getter) {
        if (getter instanceof ComponentReader reader) {
            return reader.component();
        }
        SerializedLambda lambda = Lambdas.serialized(getter);
        if (lambda == null
                || lambda.getImplMethodKind() != MethodHandleInfo.REF_invokeVirtual
                || lambda.getCapturedArgCount() != 0) {
            return null;
        }
        Class<?> record = recordOf(lambda, getter.getClass().getClassLoader());
        String name = lambda.getImplMethodName();
        boolean isComponent =
                record != null
                        && lambda.getImplMethodSignature().startsWith("()")
                        && RecordCode.of(record).hasPlainAccessor(name);
        return isComponent ? name : null;
    }

    /** The record whose method it is; null if it is not a record's. */
    private static @Nullable Class<?> recordOf(
            SerializedLambda lambda, @Nullable ClassLoader loader) {
        try {
            String name = lambda.getImplClass().replace('/', '.');
            Class<?> owner = Class.forName(name, false, loader);
            return owner.isRecord() ? owner : null;
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
