package dev.sameriver.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;

/**
 * The windows of a case.
 *
 * @param sizeSeconds how long a window is
 * @param slideSeconds how far apart windows start; the size for tumbling ones
 */
public record BenchWindow(long sizeSeconds, long slideSeconds) {

    static BenchWindow tumbling(long seconds) {
        return new BenchWindow(seconds, seconds);
    }

    static BenchWindow hopping(long sizeSeconds, long slideSeconds) {
        return new BenchWindow(sizeSeconds, slideSeconds);
    }

    @JsonIgnore
    boolean isTumbling() {
        return sizeSeconds == slideSeconds;
    }

    Duration size() {
        return Duration.ofSeconds(sizeSeconds);
    }

    Duration slide() {
        return Duration.ofSeconds(slideSeconds);
    }

    @Override
    public String toString() {
        return isTumbling()
                ? "tumbling " + sizeSeconds + " s"
                : "hopping " + sizeSeconds + " s / " + slideSeconds + " s";
    }
}
