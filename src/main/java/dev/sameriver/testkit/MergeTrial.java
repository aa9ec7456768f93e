package dev.sameriver.testkit;

import dev.sameriver.aggregate.AggregateColumn;
import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.Totals;
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
final class MergeTrial<T> {

    private static final int WAYS = 4;

    private final AggregateColumn<T> named;

    /** The one column as operators have theirs. */
    private final Aggregation<T> column;

    private final List<Event<T>> events;
    private final Random random;

    /** The column as another subtask has it. */
    private final Aggregation<T> copy;

    MergeTrial(AggregateColumn<T> named, List<Event<T>> events, Random random) {
        this.named = named;
        this.column = new Aggregation<>(List.of(named));
        this.events = events.stream().filter(event -> isReadable(column, event)).toList();
        this.random = random;
        try {
            copy = InstantiationUtil.clone(column);
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError(
                    "The aggregate " + named.name() + " does not survive Java serialization.", e);
        }
    }

    void run() {
        Partial inOrder = partial(range(0, events.size()));
        AccumulatorBytes bytes = bytes(inOrder);
        Object result = result(inOrder);
        checkHeldAsTyped(result, inOrder);
        demand(bytes(inOrder).equals(bytes), "the result changes it", inOrder);
        checkMemoryIsReported(inOrder, bytes);
        checkEmptyIsNeutral(inOrder, bytes);
        for (int way = 0; way < WAYS; way++) {
            Partial merged = mergeAtRandom();
            Object other = result(merged);
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

    /** Words take more than they are written as; so does an object that reports what it takes. */
    private void checkMemoryIsReported(Partial partial, AccumulatorBytes bytes) {
        long reported = column.bytes(partial.totals());
        if (column.objects() > 0 && reported < bytes.length()) {
            throw new AssertionError(
                    "Aggregate %s (%s) reports %d bytes of memory, but has %d when it is written: "
                                    .formatted(
                                            named.name(), named.format(), reported, bytes.length())
                            + "override bytes(accumulator) to report what it has grown to.");
        }
    }

    private static <T> boolean isReadable(Aggregation<T> column, Event<T> event) {
        try {
            column.read(event);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private void checkEmptyIsNeutral(Partial partial, AccumulatorBytes bytes) {
        Totals empty = column.create();
        AccumulatorBytes emptyBytes = AccumulatorBytes.of(column, empty);
        column.merge(partial.totals(), empty);
        demand(bytes(partial).equals(bytes), "merging an empty one into it changes it", partial);
        column.merge(empty, partial.totals());
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
    private Partial mergeAtRandom() {
        List<Partial> partials = cut();
        while (partials.size() > 1) {
            Partial from = partials.remove(random.nextInt(partials.size()));
            int target = random.nextInt(partials.size());
            partials.set(target, merge(partials.get(target), from));
        }
        return partials.get(0);
    }

    private List<Partial> cut() {
        List<Integer> order = range(0, events.size());
        Collections.shuffle(order, random);
        int longest = 1 + random.nextInt(1 + events.size());
        List<Partial> partials = new ArrayList<>();
        int start = 0;
        do {
            int end = Math.min(events.size(), start + random.nextInt(longest + 1));
            partials.add(maybeThroughBytes(partial(order.subList(start, end))));
            start = end;
        } while (start < events.size());
        return partials;
    }

    private Partial partial(List<Integer> indexes) {
        Aggregation<T> adder = random.nextBoolean() ? column : copy;
        Totals totals = adder.create();
        for (int index : indexes) {
            adder.read(events.get(index));
            adder.add(totals);
        }
        return new Partial(
                totals,
                indexes.stream().map(index -> "e" + index).collect(Collectors.joining(" ")));
    }

    private Partial merge(Partial into, Partial from) {
        Partial merged = into.withStory("(" + into.story() + " + " + from.story() + ")");
        AccumulatorBytes fromBytes = bytes(from);
        column.merge(into.totals(), from.totals());
        demand(bytes(from).equals(fromBytes), "merging changes what is merged from", merged);
        checkNothingIsShared(merged, from);
        return maybeThroughBytes(merged);
    }

    /**
     * Changes what was merged from, and a copy's source likewise: neither may show in the other.
     */
    private void checkNothingIsShared(Partial merged, Partial from) {
        if (events.isEmpty()) {
            return;
        }
        AccumulatorBytes mergedBytes = bytes(merged);
        Totals twin = bytes(from).read(column);
        Totals other = mergedBytes.read(column);
        addOne(from.totals());
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

    private void addOne(Totals totals) {
        column.read(events.get(random.nextInt(events.size())));
        column.add(totals);
    }

    private Partial maybeThroughBytes(Partial partial) {
        if (random.nextBoolean()) {
            return partial;
        }
        Partial read = new Partial(bytes(partial).read(copy), "[" + partial.story() + "]");
        demand(
                bytes(read).equals(bytes(partial)),
                "reading it back gives bytes " + bytes(read) + " for " + bytes(partial),
                read);
        return read;
    }

    private @Nullable Object result(Partial partial) {
        @Nullable Object[] row = new @Nullable Object[1];
        column.results(partial.totals(), row, 0);
        return row[0];
    }

    private AccumulatorBytes bytes(Partial partial) {
        return AccumulatorBytes.of(column, partial.totals());
    }

    private void checkHeldAsTyped(@Nullable Object result, Partial partial) {
        boolean held =
                result == null
                        || switch (named.type()) {
                            case TEXT -> result instanceof String;
                            case LONG, TIMESTAMP -> result instanceof Long;
                            case DOUBLE -> result instanceof Double;
                            case DECIMAL -> result instanceof BigDecimal;
                            case BOOLEAN -> result instanceof Boolean;
                        };
        demand(held, named.type() + " does not hold its result " + result, partial);
    }

    private void demand(boolean holds, String fault, Partial partial) {
        if (!holds) {
            throw new AssertionError(
                    "Aggregate %s (%s) does not merge to the same bits: %s, for %s where%n%s"
                            .formatted(
                                    named.name(),
                                    named.format(),
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
