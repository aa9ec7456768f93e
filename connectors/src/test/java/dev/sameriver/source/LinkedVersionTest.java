package dev.sameriver.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.connect.Settings;
import dev.sameriver.log.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.testutils.source.reader.TestingSplitEnumeratorContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinkedVersionTest {

    private final TestingSplitEnumeratorContext<LogSplit> context =
            new TestingSplitEnumeratorContext<>(2);
    private final Told told = new Told();
    private final LinkedVersion version =
            new LinkedVersion(
                    context,
                    SourceSpec.live(
                            Settings.of(Map.of()),
                            "flights",
                            Duration.ofMillis(100),
                            ReadScope.ALL,
                            new LiveOptions(Duration.ZERO, 0, told)),
                    told);

    @Test
    void versionIsToldOnceAllPartitionsWereAtOneCheckpoint() {
        reached(1, split(0, 10, 1_000));
        assertThat(told.progress).isEmpty();
        reached(2, split(1, 20, 2_000));
        assertThat(told.progress).as("partition 0 was there at another one").isEmpty();
        reached(2, split(0, 11, 1_500));
        assertThat(told.progress).hasSize(1);
        LogProgress progress = told.progress.get(0);
        assertThat(progress.checkpoint()).isEqualTo(2);
        assertThat(progress.offsets()).containsExactly(Map.entry(0, 11L), Map.entry(1, 20L));
        assertThat(progress.clock()).isEqualTo(1_400);
    }

    @Test
    void checkpointThatBeganBeforeAllHadCaughtUpIsNoneAtTheLogsEnd() {
        version.checkpoint(1);
        version.caughtUp(true);
        reached(1, split(0, 10, 1_000), split(1, 20, 2_000));
        version.checkpoint(2);
        reached(2, split(0, 10, 1_000), split(1, 20, 2_000));
        version.caughtUp(false);
        reached(3, split(0, 10, 1_000), split(1, 20, 2_000));
        assertThat(told.progress)
                .extracting(LogProgress::caughtUp)
                .containsExactly(false, true, false);
    }

    private void reached(long checkpoint, ReaderEvents.SplitProgress... splits) {
        version.reached(new ReaderEvents.Reached(checkpoint, List.of(splits)), 2);
        context.triggerAllActions();
    }

    private static ReaderEvents.SplitProgress split(int partition, long offset, long greatest) {
        Position position = new Position(HandOver.KAFKA_GENERATION, partition, offset);
        return new ReaderEvents.SplitProgress(position, greatest, true);
    }

    /** Keeps what it is told. */
    private static final class Told implements VersionLink {

        private final transient List<LogProgress> progress = new ArrayList<>();

        @Override
        public void reached(LogProgress reached) {
            progress.add(reached);
        }

        @Override
        public @Nullable Map<Integer, Long> served(String log) {
            return null;
        }
    }
}
