package dev.sameriver.ordered;

import dev.sameriver.bench.job.Reading;
import dev.sameriver.bench.step.Readings;
import dev.sameriver.log.EventBlock;
import dev.sameriver.operator.KeyColumns;
import dev.sameriver.operator.RowRange;
import dev.sameriver.operator.Share;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The way of an event into its turn: readings of 250 keys, as a partition of 1,000 has them. */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OrderStep {

    private static final int BLOCKS = 50;
    private static final int KEYS = 250;

    private final KeyColumns<Reading> columns = KeyColumns.of("key", Reading::key);
    private final OrderedEventTypeInfo<Reading> types =
            new OrderedEventTypeInfo<>(
                    columns.typeInfo(), List.of(TypeInformation.of(Reading.class)));
    private final TypeSerializer<EventGroup<Reading>> serializer =
            types.groups().createSerializer(new SerializerConfigImpl());
    private final DataOutputSerializer bytes = new DataOutputSerializer(1 << 20);
    private final List<StreamRecord<EventBlock<Reading>>> blocks = new ArrayList<>();
    private final List<EventGroup<Reading>> groups = new ArrayList<>();
    private final Map<Object, KeyMachine<Reading>> machines = new HashMap<>();
    private final Last last = new Last();

    private OneInputStreamOperatorTestHarness<EventBlock<Reading>, EventGroup<Reading>> judge;

    /** Keeps the last event as the state, as a join does with versions. */
    private static final class Last implements KeyMachine.Steps<Reading> {

        private long sum;

        @Override
        public void apply(KeyMachine<Reading> key, OrderedEvent<Object> event) {
            Reading reading = (Reading) event.value();
            sum += reading.value();
            key.set(reading, Machine.NEVER);
        }

        @Override
        public void expire(KeyMachine<Reading> key, Reading state, long time) {
            key.set(null, Machine.NEVER);
        }
    }

    @Setup
    public void open() throws Exception {
        InputStage<Reading> stage =
                new InputStage<>(
                        "readings",
                        "judge",
                        0,
                        Lane.alone(0),
                        columns,
                        RowRange.ALL,
                        null,
                        null,
                        Known.AT_ITS_TIME,
                        Share.whole());
        judge = new OneInputStreamOperatorTestHarness<>(new InputOperator<>(stage));
        judge.setup(serializer);
        judge.open();
        for (EventBlock<Reading> block : Readings.blocks(BLOCKS, KEYS, 10 * KEYS)) {
            blocks.add(new StreamRecord<>(block));
        }
        judgeAll();
        groups.addAll(judge.extractOutputValues());
        judge.getOutput().clear();
    }

    @TearDown
    public void close() throws Exception {
        judge.close();
    }

    @Benchmark
    @OperationsPerInvocation(BLOCKS * Readings.ROWS)
    public int judgeInOrder() throws Exception {
        judgeAll();
        int count = judge.getOutput().size();
        judge.getOutput().clear();
        return count;
    }

    private void judgeAll() throws Exception {
        for (StreamRecord<EventBlock<Reading>> block : blocks) {
            judge.processElement(block);
        }
    }

    @Benchmark
    @OperationsPerInvocation(BLOCKS * Readings.ROWS)
    public int travel() throws IOException {
        int events = 0;
        for (EventGroup<Reading> group : groups) {
            bytes.clear();
            serializer.serialize(group, bytes);
            DataInputDeserializer in =
                    new DataInputDeserializer(bytes.getSharedBuffer(), 0, bytes.length());
            events += serializer.deserialize(in).events().size();
        }
        return events;
    }

    @Benchmark
    @OperationsPerInvocation(BLOCKS * Readings.ROWS)
    @SuppressWarnings("unchecked")
    public long applyInOrder() {
        for (EventGroup<Reading> group : groups) {
            KeyMachine<Reading> machine =
                    machines.computeIfAbsent(
                            group.key(),
                            key ->
                                    new KeyMachine<>(
                                            key, new Weight<>(events()), new Weight<>(readings())));
            for (OrderedEvent<Reading> event : group.events()) {
                machine.add((OrderedEvent<Object>) (OrderedEvent<?>) event);
            }
            machine.applyUntil(group.time() + 1_000, last);
        }
        machines.values().forEach(machine -> machine.applyUntil(Long.MAX_VALUE, last));
        return last.sum;
    }

    @SuppressWarnings("unchecked")
    private TypeSerializer<OrderedEvent<Object>> events() {
        return (TypeSerializer<OrderedEvent<Object>>)
                (TypeSerializer<?>) types.createSerializer(new SerializerConfigImpl());
    }

    private static TypeSerializer<Reading> readings() {
        return TypeInformation.of(Reading.class).createSerializer(new SerializerConfigImpl());
    }
}
