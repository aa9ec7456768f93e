package dev.sameriver.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void blocksAreNeverReadFasterThanTheRate() {
        Pace pace = new Pace();
        pace.set(100_000);
        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            pace.await(() -> false);
            pace.took(1_000);
        }
        // 19 blocks of 1,000 events lie behind the first.
        assertThat(System.nanoTime() - start)
                .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(190));
    }

    @Test
    void whoIsWokenDoesNotWait() {
        Pace pace = new Pace();
        pace.set(1);
        pace.took(1_000_000);
        AtomicInteger asked = new AtomicInteger();
        pace.await(() -> asked.incrementAndGet() > 3);
        assertThat(asked.get()).isEqualTo(4);
    }

    @Test
    void withoutBoundWhatWasOwedIsForgotten() {
        Pace pace = new Pace();
        pace.set(1);
        pace.took(1_000_000);
        pace.set(0);
        pace.await(() -> false);
        pace.set(1_000_000);
        pace.await(() -> false);
    }
}
