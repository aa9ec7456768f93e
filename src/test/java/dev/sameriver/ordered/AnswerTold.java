package dev.sameriver.ordered;

import dev.sameriver.operator.Reading;
import dev.sameriver.view.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The answers to reads, told as text. A read's {@link Reading#amount()} says what it asks for, and
 * its {@link Reading#number()} who does; readings without an amount are refused.
 *
 * @param memory in milliseconds
 * @param lease in milliseconds; 0 for without end
 * @param positions that reads name
 */
record AnswerTold(long memory, long lease, List<String> positions)
        implements Machine<Served, Reading, Outcome> {

    private static final List<String> KINDS =
            List.of(
                    "point",
                    "point",
                    "subscribe",
                    "subscribe",
                    "subscribe",
                    "subscribe",
                    "cancel",
                    "look");

    /** Of all logs, changes are made of the first. */
    static final SortedMap<Integer, String> LOGS = new TreeMap<>(Map.of(0, OrderCase.NAMES.get(0)));

    AnswerTold {
        positions = List.copyOf(positions);
    }

    static String kind(Reading read) {
        return KINDS.get((int) Math.floorMod(read.value(), KINDS.size()));
    }

    static String reader(Reading read) {
        return "r" + read.number() % 2;
    }

    /** One in four subscriptions names none. */
    @Nullable String position(Reading read) {
        return Math.floorMod(read.value(), KINDS.size()) == 2
                ? null
                : positions.get((int) Math.floorMod(read.value() / 8, positions.size()));
    }

    Reads<Reading> reads() {
        Reads<Reading> reads =
                Reads.remembering(
                        Duration.ofMillis(memory),
                        AnswerTold::reader,
                        AnswerTold::kind,
                        this::position);
        return lease == 0 ? reads : reads.lasting(Duration.ofMillis(lease));
    }

    @Override
    public @Nullable Served apply(
            @Nullable Served state, OrderedEvent<Reading> event, Results<Outcome> results) {
        Told.refuseWithoutAmount(event);
        return machine().apply(state, Told.any(event), new Told<>(results, AnswerTold::outcome));
    }

    @Override
    public long expiry(Served state) {
        return machine().expiry(state);
    }

    private AnswerMachine<Reading, Reading> machine() {
        return new AnswerMachine<>(reads(), LOGS);
    }

    private static Outcome outcome(Answer<Reading, Reading> answer) {
        return Told.outcome(text(answer));
    }

    static String text(Answer<Reading, Reading> answer) {
        return text(
                answer.read().number(),
                answer.number(),
                Told.text(answer.value()),
                answer.position(),
                answer.changed() != null);
    }

    static String text(long read, long number, String value, String position, boolean changed) {
        return read + "#" + number + "=" + value + "@" + position + (changed ? "" : "?");
    }
}
