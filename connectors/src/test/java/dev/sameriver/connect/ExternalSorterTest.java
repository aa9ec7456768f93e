package dev.sameriver.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExternalSorterTest {

    private static List<byte[]> drain(ExternalSorter sorter) throws IOException {
        List<byte[]> sorted = new ArrayList<>();
        ExternalSorter.Sorted records = sorter.sort();
        for (byte[] record = records.next(); record != null; record = records.next()) {
            sorted.add(record);
        }
        return sorted;
    }

    @Test
    void recordsComeOutInUnsignedLexicographicOrder() throws IOException {
        try (ExternalSorter sorter = new ExternalSorter(1 << 20)) {
            for (byte[] record :
                    List.of(
                            new byte[] {(byte) 0x80},
                            new byte[] {0x7f},
                            new byte[] {},
                            new byte[] {0, 0},
                            new byte[] {0},
                            new byte[] {1, 2, 3, 4, 5, 6, 7, 8, (byte) 0xff},
                            new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9})) {
                sorter.add(record);
            }
            assertThat(drain(sorter).stream().map(Arrays::toString))
                    .containsExactly(
                            "[]",
                            "[0]",
                            "[0, 0]",
                            "[1, 2, 3, 4, 5, 6, 7, 8, 9]",
                            "[1, 2, 3, 4, 5, 6, 7, 8, -1]",
                            "[127]",
                            "[-128]");
            assertThat(sorter.spilled()).isZero();
        }
    }

    @Test
    void moreThanMemoryHoldsIsSpilledAndMergedInTheSameOrder() throws IOException {
        Random random = new Random(7);
        List<byte[]> expected = new ArrayList<>();
        try (ExternalSorter sorter = new ExternalSorter(1 << 20)) {
            for (int i = 0; i < 200_000; i++) {
                byte[] record = new byte[random.nextInt(1000) + (i % 50_000 == 0 ? 500_000 : 0)];
                random.nextBytes(record);
                expected.add(record);
                sorter.add(record);
            }
            expected.sort(Arrays::compareUnsigned);
            List<byte[]> sorted = drain(sorter);

            assertThat(sorter.spilled()).isGreaterThan(65);
            assertThat(sorted).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(Arrays.equals(sorted.get(i), expected.get(i))).isTrue();
            }
        }
    }

    @Test
    void nothingInNothingOut() throws IOException {
        try (ExternalSorter sorter = new ExternalSorter(1 << 20)) {
            assertThat(drain(sorter)).isEmpty();
        }
    }
}
