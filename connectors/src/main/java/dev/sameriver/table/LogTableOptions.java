package dev.sameriver.table;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options of a log's table, besides {@link TableSettings}. */
final class LogTableOptions {

    static final ConfigOption<String> LOG =
            ConfigOptions.key("log")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("The log's name.");

    static final ConfigOption<Duration> DISORDER =
            ConfigOptions.key("disorder")
                    .durationType()
                    .noDefaultValue()
                    .withDescription(
                            "How far behind its partition's greatest event time an event may be"
                                    + " and not be late, as in PT2H.");

    static final ConfigOption<Rows> ROWS =
            ConfigOptions.key("rows")
                    .enumType(Rows.class)
                    .defaultValue(Rows.EVENTS)
                    .withDescription("Whether the rows are the events, or the dead letters.");

    static final ConfigOption<DeadLetters> DEAD_LETTERS =
            ConfigOptions.key("dead-letters")
                    .enumType(DeadLetters.class)
                    .defaultValue(DeadLetters.COUNT)
                    .withDescription(
                            "Whether records that cannot be decoded are counted only, under the"
                                    + " metric deadLetters, or fail the query.");

    static final ConfigOption<Boolean> BOUNDED =
            ConfigOptions.key("bounded")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether to end where the archive ends, though Kafka is known.");

    /** What a table's rows are. */
    enum Rows {
        EVENTS,
        DEAD
    }

    /** What becomes of dead letters where the rows are events. */
    enum DeadLetters {
        COUNT,
        FAIL
    }

    private LogTableOptions() {}
}
