package dev.sameriver.expression;

import dev.sameriver.view.ViewRow;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Operations on texts, whose characters are Unicode's code points. */
final class Texts {

    private Texts() {}

    /** The text of a value that is no floating-point number; a truth value's is in capitals. */
    static Object of(Object value) {
        if (value instanceof Boolean) {
            return value.toString().toUpperCase(Locale.ROOT);
        }
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    static Object upper(Object text) {
        return ((String) text).toUpperCase(Locale.ROOT);
    }

    static Object lower(Object text) {
        return ((String) text).toLowerCase(Locale.ROOT);
    }

    static Object trim(Object value) {
        String text = (String) value;
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) == ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) == ' ') {
            to--;
        }
        return text.substring(from, to);
    }

    static Object length(Object value) {
        String text = (String) value;
        return (long) text.codePointCount(0, text.length());
    }

    static Object concat(Object left, Object right) {
        return (String) left + right;
    }

    static @Nullable Object substring(List<Expression> operands, ViewRow event) {
        Object value = operands.get(0).value(event);
        Object from = operands.get(1).value(event);
        Object count =
                operands.size() == 2 ? (Object) Long.MAX_VALUE : operands.get(2).value(event);
        return value == null || from == null || count == null
                ? null
                : substring((String) value, (Long) from, (Long) count);
    }

    /**
     * As Flink has it: of {@code "flight"}, two characters from 1 or 0 on are {@code "fl"}, and
     * from -2 on {@code "ht"}; a negative length gives null.
     */
    private static @Nullable String substring(String text, long from, long count) {
        if (count < 0) {
            return null;
        }
        int[] characters = text.codePoints().toArray();
        long first = from > 0 ? from - 1 : from == 0 ? 0 : characters.length + from;
        if (first < 0 || first >= characters.length) {
            return "";
        }
        long length = Math.min(count, characters.length - first);
        return new String(characters, (int) first, (int) length);
    }

    static Object isLike(Object value, Object like) {
        int[] text = ((String) value).codePoints().toArray();
        int[] pattern = ((String) like).codePoints().toArray();
        int t = 0;
        int p = 0;
        // Where the last % stands, and up to where it is taken to reach.
        int any = -1;
        int reached = 0;
        while (t < text.length) {
            if (p < pattern.length && pattern[p] == '%') {
                any = p++;
                reached = t;
            } else if (p < pattern.length && (pattern[p] == '_' || pattern[p] == text[t])) {
                p++;
                t++;
            } else if (any >= 0) {
                p = any + 1;
                t = ++reached;
            } else {
                return false;
            }
        }
        while (p < pattern.length && pattern[p] == '%') {
            p++;
        }
        return p == pattern.length;
    }
}
