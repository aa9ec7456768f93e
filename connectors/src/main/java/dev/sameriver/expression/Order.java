package dev.sameriver.expression;

/**
 * The order of two values of one type: numbers and times by size, texts by UTF-16 code units, false
 * before true. A NaN is neither equal to any number nor less, except for the greatest and the
 * least, which it is then.
 */
final class Order {

    private Order() {}

    static boolean isEqual(Object left, Object right) {
        return left instanceof Double number
                ? number.doubleValue() == (Double) right
                : compare(left, right) == 0;
    }

    static boolean isLess(Object left, Object right) {
        return left instanceof Double number ? number < (Double) right : compare(left, right) < 0;
    }

    static boolean isAtMost(Object left, Object right) {
        return left instanceof Double number ? number <= (Double) right : compare(left, right) <= 0;
    }

    static Object greater(Object left, Object right) {
        return left instanceof Double number
                ? (Object) Math.max(number, (Double) right)
                : compare(left, right) < 0 ? right : left;
    }

    static Object lesser(Object left, Object right) {
        return left instanceof Double number
                ? (Object) Math.min(number, (Double) right)
                : compare(left, right) > 0 ? right : left;
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object left, Object right) {
        return ((Comparable<Object>) left).compareTo(right);
    }
}
