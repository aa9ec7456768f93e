package dev.sameriver.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import dev.sameriver.log.EventBlock;
import dev.sameriver.operator.NaiveLog;
import dev.sameriver.operator.Reading;
import dev.sameriver.operator.SideTags;
import dev.sameriver.operator.Stage;
import dev.sameriver.operator.Tallies;
import dev.sameriver.view.RowCsv;
import dev.sameriver.view.ViewRow;
import dev.sameriver.view.ViewRowTypeInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointType;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.checkpoint.SnapshotType;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Runs the operators of a derivation over logs as a job would, but with every choice at random:
 * which partition is read next, how far watermarks lag, which channel is slow, when a checkpoint is
 * taken, whether the job fails, and at what parallelism and with how much memory it goes on.
 */
final class OrderSimulation implements AutoCloseable {

    private final OrderCase derivation;
    private final Random random;
    private final List<List<List<@Nullable Event<Reading>>>> records = new ArrayList<>();

    private final List<Group<EventBlock<Reading>, EventGroup<Reading>>> inputs = new ArrayList<>();
    private final Group<EventGroup<Reading>, OrderedEvent<Reading>> causing;
    private final Group<EventGroup<Reading>, OrderedEvent<Outcome>> first;
    private final Group<OrderedEvent<Outcome>, EventGroup<Outcome>> keying;
    private final Group<EventGroup<Outcome>, OrderedEvent<Outcome>> second;
    private final Group<OrderedEvent<Outcome>, ViewRow> rowing;

    /** What was sent to the machines and did not arrive yet, from each subtask before them. */
    private Channels<Reading> toCausing;

    private Channels<Reading> toFirst;

    private Channels<Outcome> toSecond = new Channels<>(0, serializer(OrderCase.REKEYED.groups()));

    private int[][] positions;
    private int[][] savedPositions;
    private long[][] sentMarks = {};
    private long memory;
    private int checkpoints;

    private final List<String> rows = new ArrayList<>();
    private final List<String> late = new ArrayList<>();
    private final List<String> dead = new ArrayList<>();

    OrderSimulation(OrderCase derivation, Random random, StateBackend backend) throws Exception {
        this.derivation = derivation;
        this.random = random;
        OrderCase.Stages stages = derivation.stages();
        for (int i = 0; i < derivation.logs().size(); i++) {
            NaiveLog log = derivation.logs().get(i);
            List<List<@Nullable Event<Reading>>> partitions = new ArrayList<>();
            for (int p = 0; p < log.partitions().size(); p++) {
                partitions.add(log.events(p, derivation.bounds().get(i)));
            }
            records.add(partitions);
            InputStage<Reading> stage = stages.inputs().get(i);
            inputs.add(
                    new Group<>(
                            () -> new InputOperator<>(stage),
                            derivation.events().groups(),
                            null,
                            backend));
        }
        causing =
                new Group<>(
                        () -> new MachineOperator<>(causing(stages), memory),
                        derivation.events(),
                        OrderCase.KEYS.typeInfo(),
                        backend);
        first =
                new Group<>(
                        () -> machine(stages.first()),
                        OrderCase.RESULTS,
                        OrderCase.KEYS.typeInfo(),
                        backend);
        keying = new Group<>(stages::rekey, OrderCase.REKEYED.groups(), null, backend);
        second =
                new Group<>(
                        () -> machine(stages.second()),
                        OrderCase.REKEYED,
                        OrderCase.NEXT.typeInfo(),
                        backend);
        rowing =
                new Group<>(
                        () -> new RowOperator<>(stages.rows()),
                        new ViewRowTypeInfo(OrderCase.SCHEMA),
                        null,
                        backend);
        toCausing = new Channels<>(0, serializer(derivation.events().groups()));
        toFirst = new Channels<>(0, serializer(derivation.events().groups()));
        positions = starts();
        savedPositions = starts();
        start();
    }

    private <S, T> MachineOperator<S, T, Outcome> machine(MachineStage<S, T, Outcome> stage) {
        return new MachineOperator<>(stage, memory);
    }

    private static MachineStage<Causal<Reading>, Reading, Reading> causing(
            OrderCase.Stages stages) {
        return Objects.requireNonNull(stages.causing(), "events name no others");
    }

    private boolean isCausal() {
        return derivation.naming() != null;
    }

    private Channels<Reading> behindInputs() {
        return isCausal() ? toCausing : toFirst;
    }

    private int[][] starts() {
        return records.stream().map(partitions -> new int[partitions.size()]).toArray(int[][]::new);
    }

    OrderCase.Result run() throws Exception {
        int restarts = random.nextInt(4);
        while (!allRead()) {
            int choice = random.nextInt(20);
            int input = random.nextInt(inputs.size());
            if (choice == 0 && restarts > 0) {
                restarts--;
                restart();
            } else if (choice == 1) {
                checkpoint();
            } else if (choice < 6) {
                sendMark(input, random.nextInt(inputs.get(input).size()));
            } else if (choice < 9) {
                behindInputs().deliver(random.nextInt(behindInputs().size()), random.nextInt(6));
            } else if (choice < 11) {
                toFirst.deliver(random.nextInt(toFirst.size()), random.nextInt(6));
            } else if (choice < 13 && derivation.chained()) {
                toSecond.deliver(random.nextInt(toSecond.size()), random.nextInt(6));
            } else {
                read(input, random.nextInt(records.get(input).size()));
            }
        }
        end();
        assertThat(Tallies.areWhole(Map.of("shares", tally("shares")))).isTrue();
        collect();
        return new OrderCase.Result(
                sorted(rows),
                sorted(late),
                sorted(dead),
                tally(Tallies.COUNTED),
                tally(Tallies.LATE),
                tally(Tallies.DEAD));
    }

    private void read(int input, int partition) throws Exception {
        List<@Nullable Event<Reading>> of = records.get(input).get(partition);
        List<Event<Reading>> events = new ArrayList<>();
        for (int left = 1 + random.nextInt(4);
                left > 0 && positions[input][partition] < of.size();
                left--) {
            Event<Reading> event = of.get(positions[input][partition]++);
            if (event != null) {
                events.add(event);
            }
        }
        if (!events.isEmpty()) {
            int owner = partition % inputs.get(input).size();
            inputs.get(input).get(owner).processElement(new StreamRecord<>(EventBlock.of(events)));
            drain(input, owner);
        }
    }

    /** Sends a watermark that may lag behind the least clock, but is never ahead of it. */
    private void sendMark(int input, int subtask) throws Exception {
        NaiveLog log = derivation.logs().get(input);
        long least = Long.MAX_VALUE;
        int step = inputs.get(input).size();
        for (int p = subtask; p < log.partitions().size(); p += step) {
            least =
                    Math.min(
                            least,
                            log.clock(p, positions[input][p], derivation.bounds().get(input)));
        }
        if (least == Clock.NONE) {
            return;
        }
        long lag = random.nextInt(3) > 0 ? 0 : random.nextInt(5) * 60_000L;
        long mark = least == Long.MAX_VALUE ? least : least - 1 - lag;
        if (mark > sentMarks[input][subtask]) {
            sentMarks[input][subtask] = mark;
            inputs.get(input).get(subtask).processWatermark(mark);
            drain(input, subtask);
        }
    }

    private void drain(int input, int subtask) throws Exception {
        int before = 0;
        for (int i = 0; i < input; i++) {
            before += inputs.get(i).size();
        }
        Object sent;
        while ((sent = inputs.get(input).get(subtask).getOutput().poll()) != null) {
            behindInputs().send(before + subtask, sent);
        }
    }

    private void drainCausing() {
        for (int i = 0; i < causing.size(); i++) {
            Object sent;
            while ((sent = causing.get(i).getOutput().poll()) != null) {
                toFirst.send(i, sent instanceof Watermark ? sent : grouped(sent));
            }
        }
    }

    /** The steps behind a machine are chained to it. */
    private void drainFirst() throws Exception {
        for (int i = 0; i < first.size(); i++) {
            Object sent;
            while ((sent = first.get(i).getOutput().poll()) != null) {
                if (!derivation.chained()) {
                    give(i, sent);
                } else if (sent instanceof Watermark mark) {
                    keying.get(i).processWatermark(mark);
                } else {
                    keying.get(i).processElement(result(sent));
                }
            }
            if (derivation.chained()) {
                while ((sent = keying.get(i).getOutput().poll()) != null) {
                    toSecond.send(i, sent);
                }
            }
        }
    }

    private void drainSecond() throws Exception {
        for (int i = 0; i < second.size(); i++) {
            Object sent;
            while ((sent = second.get(i).getOutput().poll()) != null) {
                give(i, sent);
            }
        }
    }

    private void give(int subtask, Object sent) throws Exception {
        if (!(sent instanceof Watermark)) {
            rowing.get(subtask).processElement(result(sent));
        }
    }

    /** As a job sends on what it has put behind its causes. */
    private static StreamRecord<?> grouped(Object sent) {
        return new StreamRecord<>(
                EventGroup.of((OrderedEvent<?>) ((StreamRecord<?>) sent).getValue()));
    }

    @SuppressWarnings("unchecked")
    private static StreamRecord<OrderedEvent<Outcome>> result(Object sent) {
        return (StreamRecord<OrderedEvent<Outcome>>) sent;
    }

    /** As with aligned barriers: what was sent before the barrier is in the operators' state. */
    private void checkpoint() throws Exception {
        checkpoints++;
        toCausing.deliverAll();
        causing.prepareSave(checkpoints);
        toFirst.deliverAll();
        first.prepareSave(checkpoints);
        if (derivation.chained()) {
            toSecond.deliverAll();
            second.prepareSave(checkpoints);
        }
        for (Group<?, ?> group : groups()) {
            group.save(checkpoints, snapshotType());
        }
        savedPositions = Arrays.stream(positions).map(int[]::clone).toArray(int[][]::new);
        collect();
    }

    private SnapshotType snapshotType() {
        return random.nextBoolean()
                ? CheckpointType.CHECKPOINT
                : SavepointType.savepoint(SavepointFormatType.CANONICAL);
    }

    /** Keeps what was given since the last checkpoint: transactions are committed with it. */
    private void collect() {
        for (var subtask : rowing.all()) {
            for (ViewRow row : subtask.extractOutputValues()) {
                rows.add(RowCsv.line(OrderCase.SCHEMA, row) + (row.isFinal() ? "" : " NOT FINAL"));
            }
            subtask.getOutput().clear();
        }
        for (Group<?, ?> group : groups()) {
            for (var subtask : group.all()) {
                Stage.side(subtask, SideTags.LATE).forEach(row -> late.add(place(row)));
                Stage.side(subtask, SideTags.DEAD).forEach(row -> dead.add(place(row)));
                for (var tag : List.of(SideTags.LATE, SideTags.DEAD)) {
                    var side = subtask.getSideOutput(tag);
                    if (side != null) {
                        side.clear();
                    }
                }
            }
        }
    }

    private static String place(ViewRow row) {
        return row.get(0) + "/" + row.get(2) + "/" + row.get(3);
    }

    /** Stops at a checkpoint, or fails and loses what came after the last one. */
    private void restart() throws Exception {
        if (random.nextBoolean()) {
            checkpoint();
        }
        positions = Arrays.stream(savedPositions).map(int[]::clone).toArray(int[][]::new);
        start();
    }

    private void start() throws Exception {
        memory = random.nextBoolean() ? random.nextInt(5_000) : Long.MAX_VALUE;
        sentMarks = new long[inputs.size()][];
        int senders = 0;
        for (int i = 0; i < inputs.size(); i++) {
            inputs.get(i).start(1 + random.nextInt(3));
            sentMarks[i] = new long[inputs.get(i).size()];
            Arrays.fill(sentMarks[i], Long.MIN_VALUE);
            senders += inputs.get(i).size();
        }
        if (isCausal()) {
            causing.start(1 + random.nextInt(3));
            toCausing = new Channels<>(senders, serializer(derivation.events().groups()));
            toCausing.to(causing, this::drainCausing);
            senders = causing.size();
        }
        first.start(1 + random.nextInt(3));
        toFirst = new Channels<>(senders, serializer(derivation.events().groups()));
        toFirst.to(first, this::drainFirst);
        if (derivation.chained()) {
            keying.start(first.size());
            second.start(1 + random.nextInt(3));
            toSecond = new Channels<>(first.size(), serializer(OrderCase.REKEYED.groups()));
            toSecond.to(second, this::drainSecond);
        }
        rowing.start(derivation.chained() ? second.size() : first.size());
    }

    private static <T> TypeSerializer<T> serializer(TypeInformation<T> type) {
        return type.createSerializer(new SerializerConfigImpl());
    }

    private void end() throws Exception {
        for (int i = 0; i < inputs.size(); i++) {
            for (int subtask = 0; subtask < inputs.get(i).size(); subtask++) {
                if (random.nextBoolean()) {
                    sendMark(i, subtask);
                }
                if (sentMarks[i][subtask] < Long.MAX_VALUE) {
                    inputs.get(i).get(subtask).processWatermark(Long.MAX_VALUE);
                }
                drain(i, subtask);
            }
        }
        toCausing.deliverAll();
        toFirst.deliverAll();
        toSecond.deliverAll();
        for (Group<?, ?> group : List.of(causing, first, second)) {
            for (var subtask : group.all()) {
                assertThat(subtask.getOutput()).isEmpty();
            }
        }
    }

    private List<Group<?, ?>> groups() {
        List<Group<?, ?>> groups = new ArrayList<>(inputs);
        if (isCausal()) {
            groups.add(causing);
        }
        groups.add(first);
        if (derivation.chained()) {
            groups.add(keying);
            groups.add(second);
        }
        groups.add(rowing);
        return groups;
    }

    private long tally(String name) {
        long sum = 0;
        for (Group<?, ?> group : groups()) {
            if (counts(group)) {
                for (var subtask : group.all()) {
                    sum += Stage.tally(subtask, name);
                }
            }
        }
        return sum;
    }

    /** Whether a step has a share in the sums. */
    private boolean counts(Group<?, ?> group) {
        if (group == keying || group == rowing) {
            return derivation.isOfOneEvent() && (group == keying) == derivation.chained();
        }
        return group != second;
    }

    private boolean allRead() {
        for (int i = 0; i < positions.length; i++) {
            for (int p = 0; p < positions[i].length; p++) {
                if (positions[i][p] < records.get(i).get(p).size()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().toList();
    }

    @Override
    public void close() throws Exception {
        for (Group<?, ?> group : groups()) {
            group.close();
        }
    }
}
