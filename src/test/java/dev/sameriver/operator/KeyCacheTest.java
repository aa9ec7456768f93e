package dev.sameriver.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyCacheTest {

    /** A key that is told what it holds. */
    private static final class Told extends HeldKey {

        private long due = NEVER;
        private long bytes = 100;

        Told(String key) {
            super(key);
        }

        @Override
        public long due() {
            return due;
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public long bytes() {
            return bytes;
        }
    }

    private final List<Object> spilled = new ArrayList<>();
    private final KeyCache<Told> cache = new KeyCache<>(1_000, key -> spilled.add(key.key()));

    @Test
    void keysThatWaitForNothingGiveWayToOneThatGrows() throws Exception {
        Told hot = new Told("hot");
        hot.due = 5;
        cache.settle(hot);
        for (int i = 0; i < 9; i++) {
            assertThat(cache.settle(new Told("idle " + i))).isTrue();
        }
        hot.bytes = 350;
        assertThat(cache.settle(hot)).isTrue();
        assertThat(spilled).containsExactly("idle 0", "idle 1", "idle 2");
        assertThat(cache.get("idle 0")).isNull();
        assertThat(cache.get("hot")).isSameAs(hot);
        assertThat(cache.settle(new Told("new"))).isTrue();
        assertThat(cache.settle(new Told("newer"))).isTrue();
        assertThat(spilled).containsExactly("idle 0", "idle 1", "idle 2", "idle 3", "idle 4");
    }

    @Test
    void keysThatWaitForSomethingStay() throws Exception {
        for (int i = 0; i < 10; i++) {
            Told waits = new Told("waits " + i);
            cache.settle(waits);
            waits.due = 7;
            cache.settle(waits);
        }
        assertThat(cache.settle(new Told("new"))).isFalse();
        assertThat(spilled).isEmpty();
    }
}
