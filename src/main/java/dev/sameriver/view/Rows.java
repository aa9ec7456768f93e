package dev.sameriver.view;

import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The rows of a view, and what lies beside them.
 *
 * @param schema the columns of {@code rows}
 * @param rows final rows, and early ones if {@code early}
 * @param late late events, of {@link dev.sameriver.operator.SideRows#LATE}
 * @param dead dead letters, of {@link dev.sameriver.operator.SideRows#DEAD}
 * @param early whether some rows may not be final in some run of the view, so that outputs keep
 *     apart which are
 */
public record Rows(
        RowSchema schema,
        DataStream<ViewRow> rows,
        DataStream<ViewRow> late,
        DataStream<ViewRow> dead,
        boolean early) {}
