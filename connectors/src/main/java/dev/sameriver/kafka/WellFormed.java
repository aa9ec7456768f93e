package dev.sameriver.kafka;

/**
 * Texts that UTF-8 can say. JSON can name half of a surrogate pair, as in {@code "a\\ud800"}; each
 * becomes U+FFFD where it is read, so that a view sees the same text live as later from a segment.
 */
final class WellFormed {

    private static final char REPLACEMENT = '\ufffd';

    private WellFormed() {}

    /** The text itself, or the one in its place. */
    static String text(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return mended(text);
            }
        }
        return text;
    }

    private static String mended(String text) {
        StringBuilder mended = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> isHalf(point) ? REPLACEMENT : point)
                .forEach(mended::appendCodePoint);
        return mended.toString();
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
