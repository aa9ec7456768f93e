package dev.sameriver.testkit;

import dev.sameriver.aggregate.AggregateColumn;
import dev.sameriver.log.Event;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.flink.util.InstantiationUtil;
import org.jspecify.annotations.Nullable;

/** One case of the kit: some events, aggregated in order and then in other ways. */
final class MergeTrial<T, A> {

    private static final int WAYS = 4;

    private final AggregateColumn<T, A> column;
    private final List<Event<T>> events;
    private final Random random;

    /** The column as another subtask has it. */
    private final AggregateColumn<T, A> copy;

    MergeTrial(AggregateColumn<T, A> column, List<Event<T>> events, Random random) {
        this.column = column;
        this.events = events.stream().filter(event -> isReadable(column, event)).toList();
        this.random = random;
        try {
            copy = InstantiationUtil.clone(column);
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError(
                    "The aggregate " + column.name() + " does not survive Java serialization.", e);
        }
    }

    void run() {
        Partial<A> inOrder = partial(range(0, events.size()));
        AccumulatorBytes bytes = bytes(inOrder);
        Object result = column.result(inOrder.accumulator());
        checkHeldAsTyped(result, inOrder);
        demand(bytes(inOrder).equals(bytes), "the result changes it", inOrder);
        checkEmptyIsNeutral(inOrder, bytes);
        for (int way = 0; way < WAYS; way++) {
            Partial<A> merged = mergeAtRandom();
            Object other = column.result(merged.accumulator());
            demand(
                    Objects.equals(result, other),
                    "the result is " + result + " in order, and " + other,
                    merged);
            demand(
                    bytes(merged).equals(bytes),
                    "the bytes are " + bytes + " in order, and " + bytes(merged),
                    merged);
        }
    }

    private static <T, A> boolean isReadable(AggregateColumn<T, A> column, Event<T> event) {
        try {
            column.read(event);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private void checkEmptyIsNeutral(Partial<A> partial, AccumulatorBytes bytes) {
        A empty = column.create();
        AccumulatorBytes emptyBytes = AccumulatorBytes.of(column, empty);
        column.merge(partial.accumulator(), empty);
        demand(bytes(partial).equals(bytes), "merging an empty one into it changes it", partial);
        column.merge(empty, partial.accumulator());
        AccumulatorBytes merged = AccumulatorBytes.of(column, empty);
        demand(
                merged.equals(bytes),
                "merging it into an empty one gives bytes " + merged + " for " + bytes,
                partial);
        demand(
                AccumulatorBytes.of(column, column.create()).equals(emptyBytes),
                "a new accumulator is not empty after others were changed",
                partial);
    }

    /** Cuts the events into partials, and merges two of them at random until one is left. */
    private Partial<A> mergeAtRandom() {
        List<Partial<A>> partials = cut();
        while (partials.size() > 1) {
            Partial<A> from = partials.remove(random.nextInt(partials.size()));
            int target = random.nextInt(partials.size());
            partials.set(target, merge(partials.get(target), from));
        }
        return partials.get(0);
    }

    private List<Partial<A>> cut() {
        List<Integer> order = range(0, events.size());
        Collections.shuffle(order, random);
        int longest = 1 + random.nextInt(1 + events.size());
        List<Partial<A>> partials = new ArrayList<>();
        int start = 0;
        do {
            int end = Math.min(events.size(), start + random.nextInt(longest + 1));
            partials.add(maybeThroughBytes(partial(order.subList(start, end))));
            start = end;
        } while (start < events.size());
        return partials;
    }

    private Partial<A> partial(List<Integer> indexes) {
        AggregateColumn<T, A> adder = random.nextBoolean() ? column : copy;
        A accumulator = adder.create();
        for (int index : indexes) {
            adder.read(events.get(index));
            adder.add(accumulator);
        }
        return new Partial<>(
                accumulator,
                indexes.stream().map(index -> "e" + index).collect(Collectors.joining(" ")));
    }

    private Partial<A> merge(Partial<A> into, Partial<A> from) {
        Partial<A> merged = into.withStory("(" + into.story() + " + " + from.story() + ")");
        AccumulatorBytes fromBytes = bytes(from);
        column.merge(into.accumulator(), from.accumulator());
        demand(bytes(from).equals(fromBytes), "merging changes what is merged from", merged);
        checkNothingIsShared(merged, from);
        return maybeThroughBytes(merged);
    }

    /**
     * Changes what was merged from, and a copy's source likewise: neither may show in the other.
     */
    private void checkNothingIsShared(Partial<A> merged, Partial<A> from) {
        if (events.isEmpty()) {
            return;
        }
        AccumulatorBytes mergedBytes = bytes(merged);
        A twin = bytes(from).read(column);
        A other = mergedBytes.read(column);
        addOne(from.accumulator());
        demand(
                bytes(merged).equals(mergedBytes),
                "adding to what was merged from changes what it was merged into",
                merged);
        column.merge(other, twin);
        AccumulatorBytes twinBytes = AccumulatorBytes.of(column, twin);
        addOne(other);
        column.merge(other, twin);
        demand(
                AccumulatorBytes.of(column, twin).equals(twinBytes),
                "adding to what was merged into changes what was merged from",
                merged);
    }

    private void addOne(A accumulator) {
        column.read(events.get(random.nextInt(events.size())));
        column.add(accumulator);
    }

    private Partial<A> maybeThroughBytes(Partial<A> partial) {
        if (random.nextBoolean()) {
            return partial;
        }
        Partial<A> read = new Partial<>(bytes(partial).read(copy), "[" + partial.story() + "]");
        demand(
                bytes(read).equals(bytes(partial)),
                "reading it back gives bytes " + bytes(read) + " for " + bytes(partial),
                read);
        return read;
    }

    private AccumulatorBytes bytes(Partial<A> partial) {
        return AccumulatorBytes.of(column, partial.accumulator());
    }

    private void checkHeldAsTyped(@Nullable Object result, Partial<A> partial) {
        boolean held =
                result == null
                        || switch (column.type()) {
                            case TEXT -> result instanceof String;
                            case LONG, TIMESTAMP -> result instanceof Long;
                            case DOUBLE -> result instanceof Double;
                            case DECIMAL -> result instanceof BigDecimal;
                            case BOOLEAN -> result instanceof Boolean;
                        };
        demand(held, column.type() + " does not hold its result " + result, partial);
    }

    private void demand(boolean holds, String fault, Partial<A> partial) {
        if (!holds) {
            throw new AssertionError(
                    "Aggregate %s (%s) does not merge to the same bits: %s, for %s where%n%s"
                            .formatted(
                                    column.name(),
                                    column.format(),
                                    fault,
                                    partial.story().isEmpty() ? "no event" : partial.story(),
                                    describeEvents()));
        }
    }

    private String describeEvents() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < events.size(); i++) {
            text.append("  e").append(i).append(" = ").append(events.get(i)).append('\n');
        }
        return text.toString();
    }

    private static List<Integer> range(int start, int end) {
        List<Integer> indexes = new ArrayList<>();
        for (int i = start; i < end; i++) {
            indexes.add(i);
        }
        return indexes;
    }
}
