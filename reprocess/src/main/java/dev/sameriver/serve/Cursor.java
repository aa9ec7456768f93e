package dev.sameriver.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the next page of a listing starts, and of which version the listing is: all its pages are
 * of one.
 *
 * @param cutoverAt the version's cutover, as in {@link Version#cutoverAt}; null without one
 * @param cutoverFrom as in {@link Version#cutoverFrom}
 * @param after the key of the last row before, each column as text
 */
record Cursor(
        String view,
        int version,
        @Nullable String cutoverAt,
        @Nullable Integer cutoverFrom,
        List<String> after) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The start of the next page of a version's rows. */
    static Cursor of(Version version, List<String> after) {
        VersionKey key = version.key();
        return new Cursor(
                key.view(), key.version(), cutoverAt(version), version.cutoverFrom(), after);
    }

    private static @Nullable String cutoverAt(Version version) {
        return version.cutoverAt() == null ? null : version.cutoverAt().toString();
    }

    /** Whether its version takes rows from where it did for the pages before. */
    boolean isOf(Version version) {
        return Objects.equals(cutoverAt, cutoverAt(version))
                && Objects.equals(cutoverFrom, version.cutoverFrom());
    }

    /** As it goes to a reader and comes back: letters, digits, - and _. */
    String format() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(JSON.writeValueAsBytes(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The cursor cannot be written.", e);
        }
    }

    /**
     * Reads a cursor of a view.
     *
     * @throws Problem if the text is none
     */
    static Cursor parse(String view, String text) {
        Cursor cursor;
        try {
            String json = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            cursor = JSON.readValue(json, Cursor.class);
        } catch (IllegalArgumentException | JsonProcessingException e) {
            throw malformed(text, e);
        }
        boolean whole =
                cursor != null
                        && view.equals(cursor.view)
                        && cursor.after != null
                        && cursor.after.stream().noneMatch(Objects::isNull);
        if (!whole) {
            throw malformed(text, null);
        }
        return cursor;
    }

    private static Problem malformed(String text, @Nullable Throwable cause) {
        return new Problem(
                Problem.BAD_REQUEST,
                "A cursor is what the page before gave as next, but "
                        + text
                        + " is none of this view: leave it out to start over.",
                cause);
    }
}
