package dev.sameriver.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Hands rows on to a destination in another thread, in their order, so that rows are read while
 * those before them are written. When one is refused, none after it is handed on, and whoever
 * appends is told soon.
 *
 * <p>At most {@value #BATCHES} batches of {@value #ROWS} rows wait beside the one that is filled:
 * few, as a row may have megabytes.
 */
final class InBackground implements Destination, Closeable {

    private static final int ROWS = 64;
    private static final int BATCHES = 2;

    private final Destination destination;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "write rows"));
    private final ArrayDeque<Future<?>> waiting = new ArrayDeque<>();

    private List<Routed> batch = new ArrayList<>(ROWS);
    private volatile boolean ended;

    InBackground(Destination destination) {
        this.destination = destination;
    }

    @Override
    public void append(Routed row) throws IOException {
        batch.add(row);
        if (batch.size() == ROWS) {
            handOver();
        }
    }

    /** Waits until the destination has taken all. */
    void finish() throws IOException {
        handOver();
        while (!waiting.isEmpty()) {
            await(waiting.remove());
        }
    }

    private void handOver() throws IOException {
        if (waiting.size() == BATCHES) {
            await(waiting.remove());
        }
        List<Routed> rows = batch;
        batch = new ArrayList<>(ROWS);
        Callable<Object> task = () -> write(rows);
        waiting.add(thread.submit(task));
    }

    private Object write(List<Routed> rows) throws IOException {
        boolean written = false;
        try {
            for (Routed row : rows) {
                if (ended) {
                    throw new IllegalStateException("a row before these was refused");
                }
                destination.append(row);
            }
            written = true;
        } finally {
            if (!written) {
                ended = true;
            }
        }
        return rows;
    }

    private static void await(Future<?> written) throws IOException {
        try {
            written.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while rows were written");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Ends the thread, so that nobody writes to the destination any more. */
    @Override
    public void close() throws IOException {
        ended = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IOException("the thread that writes rows does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while rows were written");
        }
    }
}
