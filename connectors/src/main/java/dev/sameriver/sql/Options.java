package dev.sameriver.sql;

import dev.sameriver.view.UserError;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/** Texts under names: what SET statements say, or what stands in WITH. */
final class Options {

    private final Place place;
    private final String what;
    private final Set<String> known;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, SqlNode> parts = new LinkedHashMap<>();

    /**
     * @param what what has the options, for messages, as {@code a view}
     * @param known the names that are allowed
     */
    Options(Place place, String what, Set<String> known) {
        this.place = place;
        this.what = what;
        this.known = known;
    }

    /**
     * Takes one more.
     *
     * @param part where it stands
     * @throws UserError if there is none such, or it was given before
     */
    void put(String name, String value, SqlNode part) {
        if (!known.contains(name)) {
            throw place.refuse(
                    part,
                    "The options of " + what + " are " + String.join(", ", known),
                    "has '" + name + "' too",
                    "leave it out; where things are, a run is told by its flags");
        }
        if (values.put(name, value) != null) {
            throw place.refuse(
                    part,
                    "An option is given once",
                    "gives '" + name + "' a second time",
                    "leave one out");
        }
        parts.put(name, part);
    }

    /** The value under a name; null if none was given. */
    @Nullable String find(String name) {
        return values.get(name);
    }

    /** A whole number of 1 or more. */
    int positive(String name) {
        String text = values.get(name);
        if (text == null) {
            throw place.refuse(
                    "The option " + name + " must be given",
                    "does not give it",
                    "write SET '" + name + "' = '1'; at its start");
        }
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw refuse(name, "a whole number from 1 on", "give one as '1'");
        }
        return Integer.parseInt(text);
    }

    /** A duration, as {@code 500 ms} or {@code PT0.5S}; null if none was given. */
    @Nullable Duration duration(String name) {
        String text = values.get(name);
        if (text == null) {
            return null;
        }
        try {
            return text.startsWith("P") ? Duration.parse(text) : TimeUtils.parseDuration(text);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw refuse(name, "a duration", "give one as '500 ms' or 'PT0.5S'");
        }
    }

    /** A time zone; null if none was given. */
    @Nullable ZoneId zone(String name) {
        String text = values.get(name);
        try {
            return text == null ? null : ZoneId.of(text);
        } catch (DateTimeException e) {
            throw refuse(name, "a time zone", "give one as 'Europe/Berlin'");
        }
    }

    private UserError refuse(String name, String wanted, String remedy) {
        return place.refuse(
                Objects.requireNonNull(parts.get(name)),
                "The option " + name + " is " + wanted,
                "is none",
                remedy);
    }
}
