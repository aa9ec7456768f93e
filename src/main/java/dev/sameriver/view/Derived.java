package dev.sameriver.view;

import dev.sameriver.function.Getter;
import dev.sameriver.operator.KeyColumns;
import dev.sameriver.operator.RowRange;
import dev.sameriver.operator.Share;
import dev.sameriver.ordered.OrderedEvent;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a machine gives, or what windows add up to. Each result of a machine has the place of the
 * event that it was made of, and its time unless the machine gave it later, in {@link
 * dev.sameriver.ordered.TimedMachine#expire}; those of windows, {@link WindowedEvents#derive} says.
 *
 * @param <R> the type of the results
 */
public final class Derived<R> {

    private final Inputs inputs;
    private final SingleOutputStreamOperator<OrderedEvent<R>> results;
    private final TypeInformation<R> type;
    private final RowRange range;
    private final Beside beside;
    private final Lineage lineage;
    private final boolean first;

    private boolean shareTaken;

    /**
     * @param range which rows the run asks for
     * @param lineage of the results
     * @param first whether each result is made of one event of a log, and no other machine's
     */
    Derived(
            Inputs inputs,
            SingleOutputStreamOperator<OrderedEvent<R>> results,
            TypeInformation<R> type,
            RowRange range,
            Beside beside,
            Lineage lineage,
            boolean first) {
        this.inputs = inputs;
        this.results = results;
        this.type = type;
        this.range = range;
        this.beside = beside;
        this.lineage = lineage;
        this.first = first;
    }

    /**
     * Makes a row of each result: where its event stands ({@code log}, {@code generation}, {@code
     * log_partition}, {@code log_offset}) and its {@code number}, which are the primary key; its
     * {@code event_time}; then these columns.
     */
    @SafeVarargs
    public final Rows select(ResultColumn<R>... columns) {
        return new RowKey<>(this, List.of()).select(columns);
    }

    /**
     * Names the primary key of the rows. Where a key is given twice, the row that is later in order
     * comes later in every run, and so replaces the earlier one in a table; files and topics have
     * both. So rows are final only where no key is given twice. The results are shuffled once more,
     * and one that is refused as a column cannot be read from it stays counted.
     */
    @SafeVarargs
    public final RowKey<R> key(ResultColumn<R>... columns) {
        return new RowKey<>(this, List.of(columns));
    }

    /**
     * Keys the results by a column, for another machine, where they are never late. A result whose
     * key is null goes to the dead letters.
     */
    public <V> KeyedResults<R> keyBy(String column, Getter<R, V> getter) {
        return new KeyedResults<>(this, KeyColumns.of(column, getter));
    }

    Inputs inputs() {
        return inputs;
    }

    SingleOutputStreamOperator<OrderedEvent<R>> results() {
        return results;
    }

    TypeInformation<R> type() {
        return type;
    }

    RowRange range() {
        return range;
    }

    Beside beside() {
        return beside;
    }

    Lineage lineage() {
        return lineage;
    }

    /**
     * The share in the job's sums of a step that takes the results, and refuses some; null where
     * the sums stay as they are. Of steps that take the same results only the first has one, so
     * that no event is taken for dead twice.
     */
    @Nullable Share takeShare() {
        if (!first || shareTaken) {
            return null;
        }
        shareTaken = true;
        return inputs.share();
    }
}
