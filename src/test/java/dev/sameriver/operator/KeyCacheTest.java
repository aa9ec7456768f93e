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
        private int size = 1;

        Told(String key) {
            super(key);
        }

        @Override
        public long due() {
            return due;
        }

        @Override
        public int size() {
            return size;
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
        assertThat(spilled).hasSize(3).doesNotContain("hot");
        assertThat(spilled).allMatch(key -> cache.get(key) == null);
        assertThat(cache.get("hot")).isSameAs(hot);
        assertThat(cache.settle(new Told("new"))).isTrue();
        assertThat(cache.settle(new Told("newer"))).isTrue();
        assertThat(spilled).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void keysDoNotGiveWayToOneThatHasNoRoomEvenSo() throws Exception {
        Told hot = new Told("hot");
        hot.due = 5;
        cache.settle(hot);
        for (int i = 0; i < 8; i++) {
            cache.settle(new Told("idle " + i));
        }
        hot.bytes = 1_001;
        assertThat(cache.settle(hot)).isFalse();
        assertThat(spilled).isEmpty();
        assertThat(cache.get("idle 0")).isNotNull();
    }

    /** Eleven keys in turn, with room for ten: the one that has waited the longest is the next. */
    @Test
    void mostKeysThatComeInTurnAreFound() throws Exception {
        int found = 0;
        for (int i = 0; i < 1_100; i++) {
            Told known = cache.get("key " + i % 11);
            found += known == null ? 0 : 1;
            cache.settle(known == null ? new Told("key " + i % 11) : known);
        }
        assertThat(found).isGreaterThan(700);
    }

    @Test
    void keyThatWasForgottenWhileEmptyMayGiveWayLater() throws Exception {
        List<Told> idle = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            idle.add(new Told("idle " + i));
            cache.settle(idle.get(i));
        }
        for (Told empty : idle.subList(0, 5)) {
            empty.size = 0;
            cache.settle(empty);
        }
        Told again = idle.get(0);
        again.size = 1;
        again.bytes = 150;
        cache.settle(again);
        assertThat(cache.get("idle 1")).as("held nothing").isNull();
        for (int i = 0; i < 40; i++) {
            cache.settle(new Told("new " + i));
        }
        assertThat(spilled).contains("idle 0");
    }

    /** What is due late and again and again early is queued for both, and only then for one. */
    @Test
    void queueDoesNotGrowWithEveryEventOfAKeyThatExpires() throws Exception {
        Told key = new Told("key");
        for (long time = 0; time < 100_000_000; time += 1_000) {
            key.due = time;
            cache.settle(key);
            assertThat(cache.due(time)).containsExactly(key);
            key.due = 1_000_000_000 + time;
            cache.settle(key);
            assertThat(cache.queued()).isLessThan(2_000);
        }
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
