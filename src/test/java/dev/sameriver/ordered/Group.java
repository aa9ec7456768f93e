package dev.sameriver.ordered;

import dev.sameriver.operator.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SnapshotType;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;
import org.jspecify.annotations.Nullable;

/** The subtasks of an operator, with the state that it was saved with last. */
final class Group<I, O> implements AutoCloseable {

    private final Supplier<OneInputStreamOperator<I, O>> operator;
    private final TypeInformation<O> output;
    private final @Nullable TypeInformation<Object> key;
    private final StateBackend backend;

    private List<OneInputStreamOperatorTestHarness<I, O>> subtasks = new ArrayList<>();
    private Stage.@Nullable Saved saved;

    /**
     * @param key of the events that it takes; null if it has no keyed state
     */
    Group(
            Supplier<OneInputStreamOperator<I, O>> operator,
            TypeInformation<O> output,
            @Nullable TypeInformation<Object> key,
            StateBackend backend) {
        this.operator = operator;
        this.output = output;
        this.key = key;
        this.backend = backend;
    }

    void start(int parallelism) throws Exception {
        close();
        for (int i = 0; i < parallelism; i++) {
            OneInputStreamOperatorTestHarness<I, O> subtask = harness(parallelism, i);
            subtask.setStateBackend(backend);
            subtask.setup(output.createSerializer(new SerializerConfigImpl()));
            Stage.open(subtask, saved, parallelism, i);
            subtasks.add(subtask);
        }
    }

    private OneInputStreamOperatorTestHarness<I, O> harness(int parallelism, int index)
            throws Exception {
        OneInputStreamOperator<I, O> clone = InstantiationUtil.clone(operator.get());
        return key == null
                ? new OneInputStreamOperatorTestHarness<>(
                        clone, Stage.MAX_PARALLELISM, parallelism, index)
                : new KeyedOneInputStreamOperatorTestHarness<>(
                        clone,
                        group -> ((EventGroup<?>) group).key(),
                        key,
                        Stage.MAX_PARALLELISM,
                        parallelism,
                        index);
    }

    int size() {
        return subtasks.size();
    }

    List<OneInputStreamOperatorTestHarness<I, O>> all() {
        return subtasks;
    }

    OneInputStreamOperatorTestHarness<I, O> get(int index) {
        return subtasks.get(index);
    }

    /** Which subtask takes the events of a key. */
    OneInputStreamOperatorTestHarness<I, O> owner(Object of) {
        return subtasks.get(Stage.ownerOf(of, subtasks.size()));
    }

    void prepareSave(long checkpoint) throws Exception {
        for (var subtask : subtasks) {
            subtask.prepareSnapshotPreBarrier(checkpoint);
        }
    }

    void save(long checkpoint, SnapshotType type) throws Exception {
        List<OperatorSubtaskState> states = new ArrayList<>();
        for (var subtask : subtasks) {
            states.add(
                    subtask.snapshotWithLocalState(checkpoint, checkpoint, type)
                            .getJobManagerOwnedState());
        }
        saved =
                new Stage.Saved(
                        AbstractStreamOperatorTestHarness.repackageState(
                                states.toArray(new OperatorSubtaskState[0])),
                        states.size());
    }

    @Override
    public void close() throws Exception {
        for (var subtask : subtasks) {
            subtask.close();
        }
        subtasks = new ArrayList<>();
    }
}
