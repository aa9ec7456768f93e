package dev.sameriver.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WriterStampTest {

    @Test
    void stampIsTheSameEachTimeAndNamesTheFolderOfTheData() {
        assertThat(WriterStamp.make()).isEqualTo(WriterStamp.value()).matches("[0-9a-f]{8}");
        Dataset data = new Dataset("data", BenchWork.WINDOWS, 1_000, 10, 60_000, 0);
        assertThat(data.segments(Dataset.LOG))
                .contains("/1000-events-10-keys-60000-ms-" + WriterStamp.value() + "/");
    }
}
