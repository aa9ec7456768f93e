package dev.sameriver.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;

/**
 * The windows of a case.
 *
 * @param sizeSeconds how long a window is, or of sessions the gap
 * @param slideSeconds how far apart windows start: the size for tumbling ones, 0 for sessions
 */
public record BenchWindow(long sizeSeconds, long slideSeconds) {

    static BenchWindow tumbling(long seconds) {
        return new BenchWindow(seconds, seconds);
    }

    static BenchWindow hopping(long sizeSeconds, long slideSeconds) {
        return new BenchWindow(sizeSeconds, slideSeconds);
    }

    static BenchWindow session(long gapSeconds) {
        return new BenchWindow(gapSeconds, 0);
    }

    @JsonIgnore
    public boolean isTumbling() {
        return sizeSeconds == slideSeconds;
    }

    @JsonIgnore
    public boolean isSession() {
        return slideSeconds == 0;
    }

    public Duration size() {
        return Duration.ofSeconds(sizeSeconds);
    }

    public Duration slide() {
        return Duration.ofSeconds(slideSeconds);
    }

    @Override
    public String toString() {
        if (isSession()) {
            return "session " + sizeSeconds + " s";
        }
        return isTumbling()
                ? "tumbling " + sizeSeconds + " s"
                : "hopping " + sizeSeconds + " s / " + slideSeconds + " s";
    }
}
