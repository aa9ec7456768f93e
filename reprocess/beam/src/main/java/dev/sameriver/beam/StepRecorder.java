package dev.sameriver.beam;

import dev.sameriver.log.EventBlock;
import dev.sameriver.log.EventBlockTypeInfo;
import dev.sameriver.view.EventSource;
import dev.sameriver.view.EventType;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import dev.sameriver.view.WindowedStep;
import java.time.Duration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** Learns what a view declares, from a derivation whose Flink job never runs. */
final class StepRecorder implements EventSource {

    private final StreamExecutionEnvironment environment = new StreamExecutionEnvironment();
    private @Nullable WindowedStep<?> step;
    private @Nullable Rows rows;
    private int steps;

    private StepRecorder() {}

    /**
     * The one step of a view.
     *
     * @param events whether each row lists the events that it counts
     * @throws UserError if the view has another form than one windowed step over a log
     */
    static WindowedStep<?> stepOf(View view, boolean events) {
        StepRecorder recorder = new StepRecorder();
        RunOptions run = RunOptions.FINAL_ROWS;
        Rows derived = Inputs.derive(view, recorder, events ? run.withEvents() : run);
        WindowedStep<?> step = recorder.step;
        if (step == null
                || recorder.steps > 1
                || !derived.equals(recorder.rows)
                || step.type() == null) {
            throw new UserError(
                    "Beam derives views of one windowed step without Flink code of their own, but"
                            + " view "
                            + view.name()
                            + "@"
                            + view.version()
                            + " is none: check it by replays instead.");
        }
        return step;
    }

    @Override
    public <T> Opened<T> open(
            String log, EventType<T> type, Duration disorder, Duration before, String uid) {
        return new Opened<>(
                environment
                        .fromSequence(0, 0)
                        .map(StepRecorder::<T>never)
                        .returns(new EventBlockTypeInfo<>(type.typeInfo())),
                Long.MAX_VALUE);
    }

    private static <T> EventBlock<T> never(Long number) {
        throw new IllegalStateException("a recorded derivation has no events: " + number);
    }

    @Override
    public void declared(WindowedStep<?> declared, Rows became) {
        step = declared;
        rows = became;
        steps++;
    }
}
