package dev.sameriver.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import me.tongfei.progressbar.ProgressState;

/**
 * Estimates how long a job still takes, by its rate over the later half of the time since its first
 * event: a job is slow while it starts, and a restored one has events that it did not read now.
 */
final class TimeLeft implements Function<ProgressState, Optional<Duration>> {

    private final Deque<Sample> samples = new ArrayDeque<>();
    private long firstNanos;

    private record Sample(long nanos, long events) {}

    @Override
    public Optional<Duration> apply(ProgressState state) {
        return calculate(System.nanoTime(), state.getCurrent(), state.getMax());
    }

    Optional<Duration> calculate(long nanos, long events, long all) {
        if (events <= 0 || all <= 0) {
            return Optional.empty();
        }
        if (samples.isEmpty()) {
            firstNanos = nanos;
        }
        samples.addLast(new Sample(nanos, events));
        long half = firstNanos + (nanos - firstNanos) / 2;
        while (samples.size() > 2 && samples.peekFirst().nanos() < half) {
            samples.removeFirst();
        }
        Sample from = samples.peekFirst();
        long read = events - from.events();
        if (read <= 0) {
            return Optional.empty();
        }
        double perEvent = (double) (nanos - from.nanos()) / read;
        long left = (long) (Math.max(0, all - events) * perEvent);
        return Optional.of(Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(left)));
    }
}
