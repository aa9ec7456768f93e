package dev.sameriver.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpansTest {

    private static final int SPANS = 10_000;

    private int looks;

    @Test
    void spanIsFoundWithFewLooksInWhateverOrderTheyCome() {
        List<Integer> starts = new ArrayList<>();
        for (int start = 0; start < SPANS; start++) {
            starts.add(start);
        }
        Collections.shuffle(starts, new Random(1));
        Spans spans = new Spans(this::look);
        for (int start : starts) {
            spans.insert(spans.indexAfter(start), start);
        }
        // 2^14 is the first power of two that is more.
        assertThat(looks).isLessThan(14 * SPANS);
        for (int start = 0; start < SPANS; start++) {
            assertThat(spans.get(start)).isEqualTo(start);
        }
    }

    @Test
    void spanThatIsRemovedIsNotFound() {
        Spans spans = new Spans(this::look);
        for (int start = 0; start < 10; start++) {
            spans.addLast(start);
        }
        spans.remove(3);
        assertThat(spans.indexAfter(3)).isEqualTo(3);
        assertThat(spans.get(3)).isEqualTo(4);
        assertThat(spans.indexAfter(100)).isEqualTo(9);
    }

    private long look(int span) {
        looks++;
        return span;
    }
}
