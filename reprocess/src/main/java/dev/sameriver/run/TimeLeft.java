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

    /** Events a nanosecond; 0 as long as that is not known. */
    private double perNano;

    private record Sample(long nanos, long events) {}

    @Override
    public Optional<Duration> apply(ProgressState state) {
        return calculate(System.nanoTime(), state.getCurrent(), state.getMax());
    }

    Optional<Duration> calculate(long nanos, long events, long all) {
        note(nanos, events);
        if (all <= 0 || perNano == 0) {
            return Optional.empty();
        }
        long left = (long) (Math.max(0, all - events) / perNano);
        return Optional.of(Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(left)));
    }

    /** Events a second, over the later half of the time; 0 as long as that is not known. */
    double perSecond() {
        return perNano * TimeUnit.SECONDS.toNanos(1);
    }

    private void note(long nanos, long events) {
        perNano = 0;
        if (events <= 0) {
            return;
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
        if (nanos > from.nanos() && events > from.events()) {
            perNano = (double) (events - from.events()) / (nanos - from.nanos());
        }
    }
}
