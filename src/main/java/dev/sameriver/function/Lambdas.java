package dev.sameriver.function;

import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Looks into lambdas and method references. */
public final class Lambdas {

    private Lambdas() {}

    /** What a lambda would be written as; null if it is an object of an ordinary class. */
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
