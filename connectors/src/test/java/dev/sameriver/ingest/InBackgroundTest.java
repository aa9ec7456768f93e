package dev.sameriver.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.archive.LogRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class InBackgroundTest {

    @Test
    void rowsComeInTheirOrderAndFinishWaitsForTheLast() throws IOException {
        List<Long> taken = new ArrayList<>();
        try (InBackground background = new InBackground(row -> taken.add(row.row().offset()))) {
            for (long offset = 0; offset < 10_000; offset++) {
                background.append(row(offset));
            }
            background.finish();
            assertThat(taken).containsExactlyElementsOf(offsets(10_000));
        }
    }

    @Test
    void noRowIsHandedOnBehindOneThatIsRefusedAndTheReasonIsTold() {
        List<Long> taken = new ArrayList<>();
        Destination refusing =
                row -> {
                    if (row.row().offset() == 1_000) {
                        throw new IOException("the disk is full");
                    }
                    taken.add(row.row().offset());
                };
        assertThatThrownBy(
                        () -> {
                            try (InBackground background = new InBackground(refusing)) {
                                for (long offset = 0; offset < 1_000_000; offset++) {
                                    background.append(row(offset));
                                }
                                background.finish();
                            }
                        })
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is full");
        assertThat(taken).containsExactlyElementsOf(offsets(1_000));
    }

    private static Routed row(long offset) {
        return new Routed(0, LogRow.heartbeat(offset, 0));
    }

    private static List<Long> offsets(long until) {
        return LongStream.range(0, until).boxed().toList();
    }
}
