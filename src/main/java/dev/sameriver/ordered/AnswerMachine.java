package dev.sameriver.ordered;

import dev.sameriver.view.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers reads, which are events of input 1, by the changes of their key, which are those of input
 * 0; see {@link Reads}.
 *
 * <p>An answer that is given at once has the place and time of the read; what a subscription is
 * told later has those of the change. A turn costs time in proportion to the changes of the key
 * that are remembered, and to its subscriptions.
 *
 * @param logs the names of the logs that changes are made of, by number, each another one
 */
public record AnswerMachine<Q, V>(Reads<Q> reads, SortedMap<Integer, String> logs)
        implements Machine<Served, Object, Answer<Q, V>> {

    static final int CHANGES = 0;

    public AnswerMachine {
        logs = Collections.unmodifiableSortedMap(new TreeMap<>(logs));
    }

    @Override
    public @Nullable Served apply(
            @Nullable Served before, OrderedEvent<Object> event, Results<Answer<Q, V>> results) {
        Served known = before == null ? Served.NOTHING : before;
        Served now = open(known.since(reads.remembered(event.time)), event.time);
        Served next =
                event.input == CHANGES ? change(now, event, results) : read(now, event, results);
        return next.isNothing() ? null : next;
    }

    /**
     * Where nothing has changed there are subscriptions alone, and the newest of them ends last.
     */
    @Override
    public long expiry(Served state) {
        List<Subscription> subscriptions = state.subscriptions();
        return state.changes().isEmpty()
                ? reads.end(subscriptions.get(subscriptions.size() - 1).read().time)
                : NEVER;
    }

    private Served change(Served now, OrderedEvent<Object> event, Results<Answer<Q, V>> results) {
        Change last = now.last();
        Change change = last == null ? new Change(event, 0) : last.next(event);
        LogPoint point = LogPoint.of(change);
        List<Subscription> told = new ArrayList<>(now.subscriptions().size());
        for (Subscription subscription : now.subscriptions()) {
            told.add(
                    subscription.after().compareTo(point) < 0
                            ? tell(subscription, change, results)
                            : subscription);
        }
        return now.with(change).with(told);
    }

    /**
     * @throws IllegalArgumentException if it cannot be answered
     */
    private Served read(Served now, OrderedEvent<Object> event, Results<Answer<Q, V>> results) {
        String reader = reads.reader(asked(event));
        return switch (reads.kind(asked(event))) {
            case POINT -> {
                tell(begin(now, event), now.last(), results);
                yield now;
            }
            case CANCEL -> now.with(others(now, reader));
            case SUBSCRIBE -> {
                List<Subscription> subscriptions = others(now, reader);
                if (subscriptions.size() == OrderedEvent.MOST_RESULTS) {
                    throw new IllegalArgumentException(
                            "a key has at most " + OrderedEvent.MOST_RESULTS + " subscriptions");
                }
                subscriptions.add(subscribe(now, event, results));
                yield now.with(subscriptions);
            }
        };
    }

    private Subscription subscribe(
            Served now, OrderedEvent<Object> event, Results<Answer<Q, V>> results) {
        String position = reads.position(asked(event));
        if (position == null) {
            return tell(begin(now, event), now.last(), results);
        }
        LogPoint after = LogPoint.parse(position, logs);
        Subscription subscription = new Subscription(event, after, 0);
        for (Change change : now.changes()) {
            if (after.compareTo(LogPoint.of(change)) < 0) {
                if (change.event().time < reads.remembered(event.time)) {
                    throw new IllegalArgumentException(reads.tooOld(position, change.event().time));
                }
                subscription = tell(subscription, change, results);
            }
        }
        return subscription;
    }

    /** A subscription from what holds; from its own time if nothing does. */
    private static Subscription begin(Served now, OrderedEvent<Object> event) {
        Change last = now.last();
        return new Subscription(
                event, last == null ? LogPoint.upTo(event.time) : LogPoint.of(last), 0);
    }

    /**
     * @param change null if nothing holds yet
     */
    private Subscription tell(
            Subscription subscription, @Nullable Change change, Results<Answer<Q, V>> results) {
        Subscription next = subscription.answered();
        LogPoint point = change == null ? subscription.after() : LogPoint.of(change);
        results.give(
                new Answer<>(
                        asked(next.read()),
                        next.answers(),
                        point.text(logs),
                        change == null ? null : Instant.ofEpochMilli(point.time()),
                        change == null ? null : value(change)));
        return next;
    }

    /** Without the subscriptions that have ended by themselves. */
    private Served open(Served known, long time) {
        List<Subscription> open = new ArrayList<>(known.subscriptions());
        return open.removeIf(subscription -> !reads.lasts(subscription.read().time, time))
                ? known.with(open)
                : known;
    }

    private List<Subscription> others(Served now, String reader) {
        List<Subscription> others = new ArrayList<>(now.subscriptions());
        others.removeIf(other -> reads.reader(asked(other.read())).equals(reader));
        return others;
    }

    @SuppressWarnings("unchecked")
    private Q asked(OrderedEvent<Object> read) {
        return (Q) read.value;
    }

    @SuppressWarnings("unchecked")
    private V value(Change change) {
        return (V) change.event().value;
    }
}
