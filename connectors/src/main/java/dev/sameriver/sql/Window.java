package dev.sameriver.sql;

import dev.sameriver.window.WindowSpec;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/**
 * A window function of a query, as {@code TUMBLE(TABLE flights, DESCRIPTOR(ts), INTERVAL '1'
 * HOUR)}.
 *
 * @param call the function
 * @param table the table that it is of
 * @param time the column that it goes by
 * @param partitions what stands behind PARTITION BY; empty if nothing
 */
record Window(
        SqlNode call,
        SqlIdentifier table,
        SqlIdentifier time,
        List<SqlNode> partitions,
        WindowSpec windows) {}
