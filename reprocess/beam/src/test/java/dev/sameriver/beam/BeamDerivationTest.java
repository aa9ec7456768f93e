package dev.sameriver.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.log.Event;
import dev.sameriver.log.EventTypeInfo;
import dev.sameriver.view.EventStream;
import dev.sameriver.view.EventType;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import dev.sameriver.window.Windows;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

class BeamDerivationTest {

    @TempDir private Path folder;

    @Test
    void misuseIsExitCodeTwo() {
        assertThat(execute("no-such-view", "out.csv")).isEqualTo(ExitCode.USAGE);
        assertThat(execute("readings-tumbling", "no-such-folder/out.csv"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(execute("readings-tumbling", "out.csv")).isEqualTo(ExitCode.USAGE);
        assertThat(execute("readings-tumbling", "out.csv", "--sample", "0%"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(
                        execute(
                                "readings-tumbling",
                                "out.csv",
                                "--sample-start",
                                "100%",
                                "--sample",
                                "5%"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(execute("readings-tumbling", "out.csv", "--jar", "no-such.jar"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(BeamDerivation.execute("--view", "readings-tumbling")).isEqualTo(ExitCode.USAGE);
    }

    private int execute(String view, String out, String... more) {
        String[] words = {
            "--view",
            view,
            "--archive",
            folder.resolve("no-such-archive").toString(),
            "--out",
            folder.resolve(out).toString()
        };
        String[] all = new String[words.length + more.length];
        System.arraycopy(words, 0, all, 0, words.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return BeamDerivation.execute(all);
    }

    @Test
    void stepIsWhatTheViewDeclares() {
        assertThat(StepRecorder.stepOf(new ReadingViews.Hopping(), false))
                .satisfies(
                        step -> {
                            assertThat(step.log()).isEqualTo("readings");
                            assertThat(step.type()).isEqualTo(EventType.of(Reading.class));
                            assertThat(step.disorder()).isEqualTo(Duration.ofMinutes(10));
                            assertThat(step.schema().names())
                                    .containsExactly(
                                            "sensor",
                                            "third",
                                            "window_start",
                                            "window_end",
                                            "readings",
                                            "greatest",
                                            "levels");
                        });
    }

    @Test
    void viewWithFlinkCodeOfItsOwnIsRefused() {
        assertThatThrownBy(() -> StepRecorder.stepOf(new WithCode(true), false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("view with-code@1 is none");
        assertThatThrownBy(() -> StepRecorder.stepOf(new WithCode(false), false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("view with-code@1 is none");
    }

    /** A view with plain Flink code before its windows, or behind them. */
    private record WithCode(boolean before) implements View {

        @Override
        public String name() {
            return "with-code";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Rows derive(Inputs inputs) {
            EventStream<Reading> events =
                    inputs.events("readings", Reading.class).disorder(Duration.ZERO);
            EventStream<Reading> read =
                    before
                            ? events.through(
                                    readings ->
                                            readings.filter(Event::isDead)
                                                    .returns(
                                                            new EventTypeInfo<>(
                                                                    TypeInformation.of(
                                                                            Reading.class))))
                            : events;
            Rows rows =
                    read.keyBy("sensor", Reading::sensor)
                            .window(Windows.tumbling(Duration.ofMinutes(1)))
                            .aggregate();
            return before
                    ? rows
                    : new Rows(
                            rows.schema(),
                            rows.rows().filter(row -> row.isFinal()),
                            rows.late(),
                            rows.dead(),
                            rows.early());
        }
    }
}
