package dev.sameriver.sql;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A log as CREATE TABLE declares it.
 *
 * @param name the table's name
 * @param log the log's name
 * @param columns what can be read of an event, by name
 * @param time the column that is the event time
 * @param disorder the disorder bound
 * @param step the class of the {@link TableStep} on the events' way; null if there is none
 */
record LogTable(
        String name,
        String log,
        Map<String, TableColumn> columns,
        String time,
        Duration disorder,
        @Nullable String step) {}
