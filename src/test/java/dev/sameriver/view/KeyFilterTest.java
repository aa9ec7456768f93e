package dev.sameriver.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyFilterTest {

    private static final List<String> KEYS =
            IntStream.range(0, 20_000).mapToObj(i -> "K" + i).toList();

    @Test
    void shareOfTheKeysIsAboutThatShare() {
        assertThat(chosen(0.01)).hasSizeBetween(150, 250);
        assertThat(chosen(0.5)).hasSizeBetween(9_700, 10_300);
    }

    @Test
    void greaterShareHasTheKeysOfASmallerOne() {
        assertThat(chosen(0.1)).containsAll(chosen(0.01));
    }

    @Test
    void wholeShareHasEveryKeyEvenTheEmptyOne() {
        assertThat(chosen(1)).hasSameSizeAs(KEYS);
        assertThat(KeyFilter.share(1).takes("")).isTrue();
    }

    @Test
    void slicesOneAfterTheOtherHaveEveryKeyOnce() {
        List<String> all =
                IntStream.range(0, 5)
                        .mapToObj(round -> KeyFilter.slice((0.3 + round * 0.2) % 1, 0.2))
                        .flatMap(slice -> KEYS.stream().filter(slice::takes))
                        .toList();
        assertThat(all).hasSameSizeAs(KEYS).containsAll(KEYS);
    }

    /** Two builds must choose the same keys, so these may never change. */
    @Test
    void shareIsTheSameInEveryBuild() {
        assertThat(KEYS.stream().limit(100).filter(KeyFilter.share(0.05)::takes))
                .containsExactly("K12", "K20", "K30", "K66", "K77");
    }

    @Test
    void columnsOfAKeyDoNotRunIntoEachOther() {
        assertThat(KeyFilter.text(List.of("a", "bc")))
                .isNotEqualTo(KeyFilter.text(List.of("ab", "c")));
    }

    private static Set<String> chosen(double share) {
        return KEYS.stream().filter(KeyFilter.share(share)::takes).collect(Collectors.toSet());
    }
}
