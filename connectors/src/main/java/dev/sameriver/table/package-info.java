/**
 * Logs and views as tables of Flink SQL.
 *
 * <p>{@link dev.sameriver.table.LogTableFactory} is the connector {@code sameriver}: a log, read by
 * the same source as a view reads it, so that every row has the position, the clock and the verdict
 * that a view would see. {@link dev.sameriver.table.ViewTableFactory} is the connector {@code
 * sameriver-view}: a view's rows in Postgres. {@link dev.sameriver.table.RiverCatalogFactory} is
 * the catalog {@code sameriver}, which lists both.
 *
 * <p>The way of a query: {@link dev.sameriver.table.LogTableSource} takes what the planner pushes
 * down, {@link dev.sameriver.table.LogConditions} turns conditions into a scope of the log, {@link
 * dev.sameriver.table.LogRowMapper} makes rows of events, and {@link dev.sameriver.table.LogRows}
 * puts the metadata beside them.
 */
@NullMarked
package dev.sameriver.table;

import org.jspecify.annotations.NullMarked;
