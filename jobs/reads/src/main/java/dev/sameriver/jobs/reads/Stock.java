package dev.sameriver.jobs.reads;

import static dev.sameriver.view.ResultColumn.column;

import dev.sameriver.constraint.Once;
import dev.sameriver.ordered.Reads;
import dev.sameriver.view.Answer;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.KeyedInput;
import dev.sameriver.view.Rows;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What both versions of the view are made of. */
final class Stock {

    private static final Duration DISORDER = Duration.ofMinutes(10);

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

    /** The answers to all reads of what is counted. */
    static Rows answers(Inputs inputs, Count count) {
        return inputs.events("movements", Movement.class)
                .disorder(DISORDER)
                .keyBy("item", Movement::item)
                .inOrder(count, Long.class, Level.class)
                .keyBy("item", Level::item)
                .answer(reads(inputs), READS)
                .key(column("read", answer -> answer.read().id()), column("number", Answer::number))
                .select(
                        column("reader", answer -> answer.read().reader()),
                        column("item", answer -> answer.read().item()),
                        column("pieces", Stock::pieces),
                        column("position", Answer::position),
                        column("changed", Answer::changed));
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
