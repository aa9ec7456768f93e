/** Tests of logs and views as tables, by Flink's own planner. */
@NullMarked
package dev.sameriver.table;

import org.jspecify.annotations.NullMarked;
