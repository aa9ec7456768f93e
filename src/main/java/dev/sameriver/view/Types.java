package dev.sameriver.view;

import dev.sameriver.function.Getter;
import dev.sameriver.function.Lambdas;
import dev.sameriver.function.TypedGetter;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From what a getter returns to the type of a column, and from a value to how the column holds it.
 *
 * <p>The type is read from the getter itself: a lambda or method reference knows what it was
 * instantiated to return, so {@code Types.of(Flight::origin, "origin")} is {@link ColumnType#TEXT}
 * where {@code origin()} returns a String.
 */
public final class Types {

    private static final Map<Class<?>, ColumnType> COLUMN_TYPES =
            Map.of(
                    String.class, ColumnType.TEXT,
                    Long.class, ColumnType.LONG,
                    Integer.class, ColumnType.LONG,
                    Short.class, ColumnType.LONG,
                    Double.class, ColumnType.DOUBLE,
                    Float.class, ColumnType.DOUBLE,
                    BigDecimal.class, ColumnType.DECIMAL,
                    Boolean.class, ColumnType.BOOLEAN,
                    Instant.class, ColumnType.TIMESTAMP);

    private Types() {}

    /**
     * The type of a column that holds what the getter returns.
     *
     * @param getter a lambda, a method reference, or an object of a class that declares what {@code
     *     get} returns
     * @param column the column's name, for the message
     * @throws UserError if the getter returns anything but a String, Long, Integer, Short, Double,
     *     Float, BigDecimal, Boolean or Instant (or their primitives)
     */
    public static ColumnType of(Getter<?, ?> getter, String column) {
        Class<?> returned = returnedBy(getter);
        ColumnType type = COLUMN_TYPES.get(returned);
        if (type == null) {
            throw new UserError(
                    "A column holds a String, Long, Integer, Short, Double, Float, BigDecimal,"
                            + " Boolean or Instant, but the getter of column "
                            + column
                            + " returns "
                            + returned.getName()
                            + ": convert it in the getter, for example to a String.");
        }
        return type;
    }

    /**
     * A value as a column of the type holds it; null stays null.
     *
     * <p>Equal values are held equally: {@code 7} of any integer type as the Long 7, {@code 1.50}
     * as the BigDecimal 1.5, {@code -0.0} as 0.0, every NaN as the one NaN, an Instant as its
     * milliseconds, rounded down.
     *
     * @throws ClassCastException if the value is not of the type
     * @throws ArithmeticException if an Instant is too far from 1970 for milliseconds in a long
     */
    public static @Nullable Object hold(ColumnType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (type) {
            case TEXT -> (String) value;
            case LONG -> holdLong(value);
            case DOUBLE ->
                    holdDouble(value instanceof Float single ? (double) single : (Double) value);
            case DECIMAL -> ((BigDecimal) value).stripTrailingZeros();
            case BOOLEAN -> (Boolean) value;
            case TIMESTAMP ->
                    value instanceof Instant instant ? instant.toEpochMilli() : (Long) value;
        };
    }

    private static Long holdLong(Object value) {
        return value instanceof Integer || value instanceof Short
                ? Long.valueOf(((Number) value).longValue())
                : (Long) value;
    }

    private static Double holdDouble(double value) {
        return Double.isNaN(value) ? Double.NaN : value + 0.0;
    }

    private static Class<?> returnedBy(Getter<?, ?> getter) {
        if (getter instanceof TypedGetter<?, ?> typed) {
            return typed.returned();
        }
        SerializedLambda lambda = Lambdas.serialized(getter);
        if (lambda == null) {
            return returnedByClass(getter.getClass());
        }
        ClassLoader loader = getter.getClass().getClassLoader();
        Class<?> instantiated = returned(lambda.getInstantiatedMethodType(), loader);
        // A getter passed on as Getter<T, ?> is instantiated to Object: its method knows better.
        return instantiated == Object.class
                ? returned(lambda.getImplMethodSignature(), loader)
                : instantiated;
    }

    private static Class<?> returned(String descriptor, @Nullable ClassLoader loader) {
        return MethodType.fromMethodDescriptorString(descriptor, loader).wrap().returnType();
    }

    private static Class<?> returnedByClass(Class<?> getterClass) {
        Class<?> narrowest = Object.class;
        for (Method method : getterClass.getMethods()) {
            if (method.getName().equals("get")
                    && method.getParameterCount() == 1
                    && narrowest.isAssignableFrom(method.getReturnType())) {
                narrowest = method.getReturnType();
            }
        }
        return narrowest;
    }
}
