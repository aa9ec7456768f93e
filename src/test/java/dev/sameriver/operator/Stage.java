package dev.sameriver.operator;

import dev.sameriver.log.EventBlock;
import dev.sameriver.view.RowCsv;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import dev.sameriver.view.ViewRowTypeInfo;
import dev.sameriver.window.AlignedWindows;
import dev.sameriver.window.SessionWindows;
import dev.sameriver.window.WindowSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Harnesses for the two operators of a view, at some parallelism, with or without state. */
public final class Stage {

    public static final int MAX_PARALLELISM = 16;

    /** The state of an operator, and the parallelism at which it was written. */
    public record Saved(OperatorSubtaskState state, int parallelism) {}

    private Stage() {}

    /** What a combiner gives on: partials and watermarks, in order. */
    static List<OneInputStreamOperatorTestHarness<EventBlock<Reading>, Partial>> combiners(
            ViewCase view, int parallelism, int capacity, @Nullable Saved state) throws Exception {
        List<OneInputStreamOperatorTestHarness<EventBlock<Reading>, Partial>> harnesses =
                new ArrayList<>();
        for (int i = 0; i < parallelism; i++) {
            Combiner<Reading> combiner =
                    combiner(view.windows(), InstantiationUtil.clone(view.stage()), capacity);
            var harness =
                    new OneInputStreamOperatorTestHarness<EventBlock<Reading>, Partial>(
                            combiner, MAX_PARALLELISM, parallelism, i);
            harness.setup(partials(view));
            open(harness, state, parallelism, i);
            harnesses.add(harness);
        }
        return harnesses;
    }

    static Combiner<Reading> combiner(
            WindowSpec windows, WindowStage<Reading> stage, int capacity) {
        return windows instanceof AlignedWindows aligned
                ? new SliceCombiner<>(aligned, stage, capacity)
                : new SessionCombiner<>((SessionWindows) windows, stage, capacity);
    }

    static List<KeyedOneInputStreamOperatorTestHarness<Object, Partial, ViewRow>> windowOperators(
            ViewCase view,
            int parallelism,
            long memory,
            StateBackend backend,
            @Nullable Saved state)
            throws Exception {
        List<KeyedOneInputStreamOperatorTestHarness<Object, Partial, ViewRow>> harnesses =
                new ArrayList<>();
        for (int i = 0; i < parallelism; i++) {
            var harness = windowOperator(view.windows(), view.stage(), memory, parallelism, i);
            harness.setStateBackend(backend);
            harness.setup(
                    new ViewRowTypeInfo(view.schema())
                            .createSerializer(new SerializerConfigImpl()));
            open(harness, state, parallelism, i);
            harnesses.add(harness);
        }
        return harnesses;
    }

    static KeyedOneInputStreamOperatorTestHarness<Object, Partial, ViewRow> windowOperator(
            WindowSpec windows,
            WindowStage<Reading> shared,
            long memory,
            int parallelism,
            int index)
            throws Exception {
        WindowStage<Reading> stage = InstantiationUtil.clone(shared);
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new WindowOperator<>(windows, stage, memory),
                Partial::key,
                stage.keys().typeInfo(),
                MAX_PARALLELISM,
                parallelism,
                index);
    }

    /** Restores an operator and opens it. */
    public static void open(
            AbstractStreamOperatorTestHarness<?> harness,
            @Nullable Saved state,
            int parallelism,
            int index)
            throws Exception {
        if (state != null) {
            harness.initializeState(
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(
                            state.state(),
                            MAX_PARALLELISM,
                            state.parallelism(),
                            parallelism,
                            index));
        }
        harness.open();
    }

    /** Which window operator a key belongs to. */
    public static int ownerOf(Object key, int parallelism) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(
                key, MAX_PARALLELISM, parallelism);
    }

    /** The partial that arrives behind the network. */
    static Partial sent(Partial partial, TypeSerializer<Partial> serializer) throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(partial, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }

    static TypeSerializer<Partial> partials(ViewCase view) {
        return new PartialTypeInfo(view.stage()).createSerializer(new SerializerConfigImpl());
    }

    public static List<ViewRow> side(
            OneInputStreamOperatorTestHarness<?, ?> harness, OutputTag<ViewRow> tag) {
        Queue<StreamRecord<ViewRow>> rows = harness.getSideOutput(tag);
        return rows == null ? List.of() : rows.stream().map(StreamRecord::getValue).toList();
    }

    static String line(RowSchema schema, ViewRow row) {
        return RowCsv.line(schema, row) + (row.isFinal() ? "" : " NOT FINAL");
    }

    public static long tally(OneInputStreamOperatorTestHarness<?, ?> harness, String name) {
        LongCounter counter =
                (LongCounter)
                        harness.getOperator().getRuntimeContext().<Long, Long>getAccumulator(name);
        return counter.getLocalValuePrimitive();
    }
}
