package dev.sameriver.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import dev.sameriver.log.EventBlock;
import dev.sameriver.view.RowCsv;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.checkpoint.SnapshotType;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/**
 * Runs a view's two operators over a log as a job would, but with every choice at random: which
 * partition is read next, how far watermarks lag, which channel is slow, when a checkpoint is
 * taken, whether the job fails and at what parallelism it goes on.
 */
final class Simulation implements AutoCloseable {

    private final ViewCase view;
    private final Random random;
    private final StateBackend backend;
    private final List<List<@Nullable Event<Reading>>> partitions = new ArrayList<>();
    private final TypeSerializer<Partial> serializer;
    private final RowSchema schema;

    private List<OneInputStreamOperatorTestHarness<EventBlock<Reading>, Partial>> combiners =
            new ArrayList<>();
    private List<KeyedOneInputStreamOperatorTestHarness<Object, Partial, ViewRow>> operators =
            new ArrayList<>();
    private List<ArrayDeque<Object>> channels = new ArrayList<>();
    private long[] sentMarks = {};
    private long[] receivedMarks = {};
    private long operatorMark;

    private int[] positions;
    private Stage.@Nullable Saved combinerState;
    private Stage.@Nullable Saved operatorState;
    private int[] savedPositions;
    private int checkpoints;

    private final List<String> rows = new ArrayList<>();
    private final List<String> late = new ArrayList<>();
    private final List<String> dead = new ArrayList<>();

    Simulation(ViewCase view, Random random, StateBackend backend) throws Exception {
        this.view = view;
        this.random = random;
        this.backend = backend;
        this.serializer = Stage.partials(view);
        this.schema = view.schema();
        for (int p = 0; p < view.log().partitions().size(); p++) {
            partitions.add(view.log().events(p, view.bound()));
        }
        positions = new int[partitions.size()];
        savedPositions = positions.clone();
        start();
    }

    NaiveViews.Result run() throws Exception {
        int restarts = random.nextInt(4);
        while (!allRead()) {
            int choice = random.nextInt(20);
            if (random.nextInt(50) == 0) {
                sayBacklog(random.nextInt(combiners.size()), random.nextBoolean());
            } else if (choice == 0 && restarts > 0) {
                restarts--;
                restart();
            } else if (choice == 1) {
                checkpoint();
            } else if (choice < 6) {
                sendMark(random.nextInt(combiners.size()));
            } else if (choice < 11) {
                deliver(random.nextInt(channels.size()));
            } else {
                read(random.nextInt(partitions.size()));
            }
        }
        end();
        assertThat(Tallies.areWhole(Map.of(Tallies.SHARES, tally(Tallies.SHARES)))).isTrue();
        long counted = tally(Tallies.COUNTED);
        long lateCount = tally(Tallies.LATE);
        long deadCount = tally(Tallies.DEAD);
        collect();
        return new NaiveViews.Result(
                sorted(rows), sorted(late), sorted(dead), counted, lateCount, deadCount);
    }

    /** Reads some records on, whose events go on as one block. */
    private void read(int partition) throws Exception {
        List<@Nullable Event<Reading>> records = partitions.get(partition);
        List<Event<Reading>> events = new ArrayList<>();
        for (int left = 1 + random.nextInt(view.mostAtOnce());
                left > 0 && positions[partition] < records.size();
                left--) {
            Event<Reading> event = records.get(positions[partition]++);
            if (event != null) {
                events.add(event);
            }
        }
        if (!events.isEmpty()) {
            int owner = partition % combiners.size();
            EventBlock<Reading> block =
                    random.nextInt(3) == 0
                            ? EventBlock.of(events)
                            : ReadingColumns.block(events, random);
            combiners.get(owner).processElement(new StreamRecord<>(block));
            block.release();
            drain(owner);
        }
    }

    /** Sends a watermark that may lag behind the least clock, but is never ahead of it. */
    private void sendMark(int combiner) throws Exception {
        long least = Long.MAX_VALUE;
        for (int p = combiner; p < partitions.size(); p += combiners.size()) {
            least = Math.min(least, view.log().clock(p, positions[p], view.bound()));
        }
        if (least == Clock.NONE) {
            return;
        }
        long mark = least == Long.MAX_VALUE ? least : least - 1 - lag();
        if (mark > sentMarks[combiner]) {
            sentMarks[combiner] = mark;
            combiners.get(combiner).processWatermark(mark);
            drain(combiner);
        }
    }

    /** Says whether the source is behind, which no final row may hang on. */
    private void sayBacklog(int combiner, boolean backlog) throws Exception {
        combiners.get(combiner).processRecordAttributes(new RecordAttributes(backlog));
        drain(combiner);
    }

    private long lag() {
        return random.nextInt(3) > 0 ? 0 : random.nextInt(5) * (random.nextBoolean() ? 1 : 60_000L);
    }

    private void drain(int combiner) {
        Object sent;
        while ((sent = combiners.get(combiner).getOutput().poll()) != null) {
            channels.get(combiner).add(sent);
        }
    }

    private void deliver(int channel) throws Exception {
        for (int i = random.nextInt(6); i >= 0 && !channels.get(channel).isEmpty(); i--) {
            Object sent = channels.get(channel).remove();
            if (sent instanceof Watermark mark) {
                receivedMarks[channel] = mark.getTimestamp();
                advance();
            } else if (sent instanceof StreamRecord<?> partial) {
                deliver((Partial) partial.getValue());
            }
        }
    }

    private void deliver(Partial partial) throws Exception {
        operators
                .get(Stage.ownerOf(partial.key(), operators.size()))
                .processElement(new StreamRecord<>(Stage.sent(partial, serializer)));
    }

    private void advance() throws Exception {
        long least = Arrays.stream(receivedMarks).min().orElseThrow();
        if (least > operatorMark) {
            operatorMark = least;
            for (var operator : operators) {
                operator.processWatermark(least);
            }
        }
    }

    private void deliverAll() throws Exception {
        for (int channel = 0; channel < channels.size(); channel++) {
            while (!channels.get(channel).isEmpty()) {
                deliver(channel);
            }
        }
    }

    /** As with aligned barriers: what was sent before the barrier is in the operators' state. */
    private void checkpoint() throws Exception {
        checkpoints++;
        for (int i = 0; i < combiners.size(); i++) {
            combiners.get(i).prepareSnapshotPreBarrier(checkpoints);
            drain(i);
        }
        deliverAll();
        for (var operator : operators) {
            operator.prepareSnapshotPreBarrier(checkpoints);
        }
        combinerState = snapshot(combiners);
        operatorState = snapshot(operators);
        savedPositions = positions.clone();
        collect();
    }

    private Stage.Saved snapshot(List<? extends AbstractStreamOperatorTestHarness<?>> harnesses)
            throws Exception {
        SnapshotType type =
                random.nextBoolean()
                        ? CheckpointType.CHECKPOINT
                        : SavepointType.savepoint(SavepointFormatType.CANONICAL);
        List<OperatorSubtaskState> states = new ArrayList<>();
        for (var harness : harnesses) {
            states.add(
                    harness.snapshotWithLocalState(checkpoints, checkpoints, type)
                            .getJobManagerOwnedState());
        }
        return new Stage.Saved(
                AbstractStreamOperatorTestHarness.repackageState(
                        states.toArray(new OperatorSubtaskState[0])),
                states.size());
    }

    /** Keeps what was given since the last checkpoint: transactions are committed with it. */
    private void collect() {
        for (var operator : operators) {
            for (ViewRow row : operator.extractOutputValues()) {
                rows.add(Stage.line(schema, row));
            }
            operator.getOutput().clear();
        }
        for (var combiner : combiners) {
            for (ViewRow row : Stage.side(combiner, SideTags.LATE)) {
                late.add(RowCsv.line(SideRows.LATE, row));
            }
            for (ViewRow row : Stage.side(combiner, SideTags.DEAD)) {
                dead.add(row.get(2) + "/" + row.get(3));
            }
            clear(combiner);
        }
    }

    private static void clear(OneInputStreamOperatorTestHarness<?, ?> combiner) {
        for (var tag : List.of(SideTags.LATE, SideTags.DEAD)) {
            var side = combiner.getSideOutput(tag);
            if (side != null) {
                side.clear();
            }
        }
    }

    /** Stops at a checkpoint, or fails and loses what came after the last one. */
    private void restart() throws Exception {
        if (random.nextBoolean()) {
            checkpoint();
        }
        close();
        positions = savedPositions.clone();
        start();
    }

    private void start() throws Exception {
        int capacity = random.nextBoolean() ? 1 + random.nextInt(4) : Combiner.CAPACITY;
        combiners = Stage.combiners(view, 1 + random.nextInt(3), capacity, combinerState);
        long memory = random.nextBoolean() ? memory(random.nextInt(3)) : Long.MAX_VALUE;
        operators =
                Stage.windowOperators(view, 1 + random.nextInt(3), memory, backend, operatorState);
        channels = new ArrayList<>();
        combiners.forEach(any -> channels.add(new ArrayDeque<>()));
        sentMarks = marks();
        receivedMarks = marks();
        operatorMark = Long.MIN_VALUE;
        for (int i = 0; i < combiners.size(); i++) {
            sayBacklog(i, random.nextBoolean());
        }
    }

    /** Room for no key, for some keys, or for hundreds. */
    private long memory(int size) {
        return size == 0 ? 0 : random.nextInt(size == 1 ? 2_000 : 200_000);
    }

    private long[] marks() {
        long[] marks = new long[combiners.size()];
        Arrays.fill(marks, Long.MIN_VALUE);
        return marks;
    }

    private void end() throws Exception {
        for (int i = 0; i < combiners.size(); i++) {
            if (random.nextBoolean()) {
                sendMark(i);
            }
            if (sentMarks[i] < Long.MAX_VALUE) {
                combiners.get(i).processWatermark(Long.MAX_VALUE);
            }
            drain(i);
        }
        deliverAll();
        for (var operator : operators) {
            assertThat(operator.numEventTimeTimers()).as("timers at the end").isZero();
            if (backend instanceof HashMapStateBackend) {
                assertThat(operator.numKeyedStateEntries()).as("state at the end").isZero();
            }
        }
    }

    private long tally(String name) {
        return combiners.stream().mapToLong(combiner -> Stage.tally(combiner, name)).sum();
    }

    private boolean allRead() {
        for (int p = 0; p < positions.length; p++) {
            if (positions[p] < partitions.get(p).size()) {
                return false;
            }
        }
        return true;
    }

    private static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().toList();
    }

    @Override
    public void close() throws Exception {
        for (var harness : combiners) {
            harness.close();
        }
        for (var harness : operators) {
            harness.close();
        }
    }
}
