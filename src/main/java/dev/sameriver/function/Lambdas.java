package dev.sameriver.function;

import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Looks into lambdas and method references. */
public final class Lambdas {

    private Lambdas() {}

    /**
     * What a lambda or a method reference would be written as by Java serialization, which names
     * the method that it calls; null if it is an object of an ordinary class, or the JVM does not
     * let us see it.
     */
    public static @Nullable SerializedLambda serialized(Serializable function) {
        if (!function.getClass().isSynthetic()) {
            return null;
        }
        try {
            Method replace = function.getClass().getDeclaredMethod("writeReplace");
            replace.setAccessible(true);
            return replace.invoke(function) instanceof SerializedLambda lambda ? lambda : null;
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
