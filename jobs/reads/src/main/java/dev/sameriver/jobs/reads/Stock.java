package dev.sameriver.jobs.reads;

import static dev.sameriver.view.ResultColumn.column;

import dev.sameriver.constraint.Once;
import dev.sameriver.ordered.Reads;
import dev.sameriver.view.Answer;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.KeyedInput;
import dev.sameriver.view.ResultColumn;
import dev.sameriver.view.Rows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the views are made of. */
final class Stock {

    static final Duration DISORDER = Duration.ofMinutes(10);

    /** How long a subscription lasts. */
    private static final Duration LEASE = Duration.ofDays(1);

    /**
     * How long a client may send a read again. For as long as a subscription lasts at least, so
     * that another read by its id is refused, and does not mix its answers with those of the first.
     */
    private static final Duration RETRIES = LEASE;

    /** A client that was away for longer than this without the disorder bound begins anew. */
    private static final Reads<StockRead> READS =
            Reads.remembering(
                            Duration.ofHours(2),
                            StockRead::reader,
                            StockRead::kind,
                            StockRead::position)
                    .lasting(LEASE);

    private Stock() {}

    /** The answers to all reads of levels. */
    static Rows levels(Inputs inputs, Count count) {
        return answers(
                inputs,
                inputs.events("movements", Movement.class)
                        .disorder(DISORDER)
                        .keyBy("item", Movement::item)
                        .inOrder(count, Long.class, Level.class)
                        .keyBy("item", Level::item),
                column("pieces", Stock::pieces));
    }

    /**
     * The answers to all reads of what changes by item.
     *
     * @param told the columns of what an answer tells
     */
    @SafeVarargs
    static <V> Rows answers(
            Inputs inputs, KeyedInput<V> changes, ResultColumn<Answer<StockRead, V>>... told) {
        List<ResultColumn<Answer<StockRead, V>>> columns = new ArrayList<>();
        columns.add(column("reader", answer -> answer.read().reader()));
        columns.add(column("item", answer -> answer.read().item()));
        columns.addAll(List.of(told));
        columns.add(column("position", Answer::position));
        columns.add(column("changed", Answer::changed));
        return changes.answer(reads(inputs), READS)
                .key(column("read", answer -> answer.read().id()), column("number", Answer::number))
                .select(columns);
    }

    /** The reads, each once, by item. */
    private static KeyedInput<StockRead> reads(Inputs inputs) {
        return inputs.events("reads", StockRead.class)
                .disorder(DISORDER)
                .keyBy("id", StockRead::id)
                .inOrder(Once.within(RETRIES, StockRead::made), Long.class, StockRead.class)
                .keyBy("item", StockRead::item);
    }

    private static @Nullable Long pieces(Answer<StockRead, Level> answer) {
        Level level = answer.value();
        return level == null ? null : level.pieces();
    }
}
