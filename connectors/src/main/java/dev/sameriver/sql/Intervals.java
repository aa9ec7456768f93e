package dev.sameriver.sql;

import java.time.Duration;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalLiteral.IntervalValue;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserUtil;

/** Durations as SQL writes them: {@code INTERVAL '2' HOUR}. */
final class Intervals {

    private Intervals() {}

    /**
     * @throws dev.sameriver.view.UserError if it is no interval, or one of months, which are of
     *     different lengths
     */
    static Duration of(SqlNode node, Place place) {
        if (node instanceof SqlIntervalLiteral literal
                && literal.getValue() instanceof IntervalValue interval
                && !interval.getIntervalQualifier().isYearMonth()) {
            return Duration.ofMillis(millis(node, interval, place));
        }
        throw place.refuse(
                node,
                "A duration is an INTERVAL of days or less",
                "is none",
                "write it as INTERVAL '15' MINUTE");
    }

    private static long millis(SqlNode node, IntervalValue interval, Place place) {
        try {
            return SqlParserUtil.intervalToMillis(interval);
        } catch (RuntimeException e) {
            throw place.refuse(
                    node,
                    "An INTERVAL has two digits where its unit does not say how many",
                    "is not read",
                    "write it in a larger unit, or as INTERVAL '150' SECOND(3)");
        }
    }
}
