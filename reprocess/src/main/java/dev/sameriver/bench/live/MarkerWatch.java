package dev.sameriver.bench.live;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of the watched keys every five milliseconds, in a thread of its own, and notes
 * when each was first seen with a greater number. The time is that after a query, so that no event
 * is taken for visible before it was.
 */
final class MarkerWatch implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofMillis(5);

    private record Seen(long number, long millis) {}

    private final LiveLoad load;
    private final LiveTable table;
    private final Map<Marked, List<Seen>> seen = new HashMap<>();
    private final Thread thread = new Thread(this::watch, "marker-watch");
    private volatile boolean closed;
    private volatile @Nullable SQLException failure;

    MarkerWatch(LiveLoad load, LiveTable table) {
        this.load = load;
        this.table = table;
    }

    void start() {
        thread.start();
    }

    private void watch() {
        try {
            while (!closed) {
                long start = System.nanoTime();
                Map<Marked, Long> rows =
                        table.greatest(IntStream.range(0, load.markers()).mapToLong(load::marker));
                long now = System.currentTimeMillis();
                rows.forEach((marked, number) -> note(marked, number, now));
                LockSupport.parkNanos(start + INTERVAL.toNanos() - System.nanoTime());
            }
        } catch (SQLException e) {
            failure = e;
        }
    }

    private void note(Marked marked, long number, long now) {
        List<Seen> before = seen.computeIfAbsent(marked, any -> new ArrayList<>());
        if (before.isEmpty() || before.get(before.size() - 1).number() < number) {
            before.add(new Seen(number, now));
        }
    }

    /**
     * How long it took until an event was visible, in milliseconds.
     *
     * @throws IllegalStateException if it never was; to be asked after {@link #close}
     */
    long millis(LiveProducer.Appended event) {
        for (Seen row : seen.getOrDefault(event.marked(), List.of())) {
            if (row.number() >= event.number()) {
                return row.millis() - event.millis();
            }
        }
        throw new IllegalStateException("An event was in no row that was read: " + event);
    }

    /** Ends after one more reading. */
    @Override
    public void close() throws SQLException, InterruptedException {
        closed = true;
        thread.join();
        SQLException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
    }
}
