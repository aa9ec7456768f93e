package dev.sameriver.table;

import dev.sameriver.log.EventBlock;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.utils.JoinedRowData;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of a log's table: of events, with the metadata that the query reads behind the
 * event's columns, or of dead letters. Dead letters are counted under the metric {@value
 * #DEAD_LETTERS} in either case.
 */
final class LogRows extends RichFlatMapFunction<EventBlock<RowData>, RowData> {

    static final String DEAD_LETTERS = "deadLetters";

    private final String log;
    private final RowForm form;

    private transient Counter dead;

    /**
     * What the rows are.
     *
     * @param isOfDead whether they are the dead letters, else the events
     * @param failsOnDead whether a dead letter fails the query
     * @param columns of dead letters, those that are read
     * @param metadata what is read of it, in its order
     */
    record RowForm(
            boolean isOfDead,
            boolean failsOnDead,
            List<DeadColumn> columns,
            List<LogMetadata> metadata)
            implements Serializable {}

    LogRows(String log, RowForm form) {
        this.log = log;
        this.form = form;
    }

    @Override
    public void open(OpenContext context) {
        dead = getRuntimeContext().getMetricGroup().counter(DEAD_LETTERS);
    }

    @Override
    public void flatMap(EventBlock<RowData> block, Collector<RowData> out) {
        for (int row = 0; row < block.size(); row++) {
            boolean isDead = block.isDead(row);
            if (isDead) {
                dead.inc();
                if (form.failsOnDead) {
                    throw refused(block, row);
                }
            }
            if (form.isOfDead == isDead) {
                out.collect(new JoinedRowData(columns(block, row), metadata(block, row)));
            }
        }
    }

    private RowData columns(EventBlock<RowData> block, int row) {
        if (!form.isOfDead) {
            return block.value(row);
        }
        GenericRowData letter = new GenericRowData(form.columns.size());
        for (int i = 0; i < form.columns.size(); i++) {
            letter.setField(i, value(form.columns.get(i), block, row));
        }
        return letter;
    }

    private static @Nullable Object value(DeadColumn column, EventBlock<RowData> block, int row) {
        return switch (column) {
            case REASON -> StringData.fromString(String.valueOf(block.event(row).deadReason()));
            case PAYLOAD -> block.event(row).raw();
        };
    }

    private RowData metadata(EventBlock<RowData> block, int row) {
        GenericRowData values = new GenericRowData(form.metadata.size());
        for (int i = 0; i < form.metadata.size(); i++) {
            values.setField(i, form.metadata.get(i).of(block, row));
        }
        return values;
    }

    /** No restart would decode it. */
    private SuppressRestartsException refused(EventBlock<RowData> block, int row) {
        return new SuppressRestartsException(
                new IllegalStateException(
                        "With dead-letters = fail a log must hold none, but the record of log "
                                + log
                                + " at generation "
                                + block.generation()
                                + ", partition "
                                + block.partition()
                                + ", offset "
                                + block.offset(row)
                                + " cannot be decoded ("
                                + block.event(row).deadReason()
                                + "): read the table of dead letters, or drop the option."));
    }
}
