package dev.sameriver.jobs.social;

import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import dev.sameriver.log.EventBlock;
import dev.sameriver.operator.KeyColumns;
import dev.sameriver.operator.RowRange;
import dev.sameriver.operator.Share;
import dev.sameriver.ordered.Causal;
import dev.sameriver.ordered.CausalMachine;
import dev.sameriver.ordered.EventGroup;
import dev.sameriver.ordered.InputOperator;
import dev.sameriver.ordered.InputStage;
import dev.sameriver.ordered.Known;
import dev.sameriver.ordered.Lane;
import dev.sameriver.ordered.Machine;
import dev.sameriver.ordered.MachineOperator;
import dev.sameriver.ordered.MachineStage;
import dev.sameriver.ordered.OrderedEvent;
import dev.sameriver.ordered.OrderedEventTypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** The view's operators, which are given partitions and watermarks in a random order. */
final class Interleaving implements AutoCloseable {

    /** Of each of the two logs. */
    static final int PARTITIONS = 2;

    private static final List<String> LOGS = List.of("friendships", "messages");
    private static final KeyColumns<Act> MEMBER = KeyColumns.of("member", Act::member);
    private static final OrderedEventTypeInfo<Act> ACTS =
            new OrderedEventTypeInfo<>(
                    MEMBER.typeInfo(),
                    List.of(
                            TypeInformation.of(Friendship.class),
                            TypeInformation.of(Message.class)));

    private final Random random;
    private final boolean causal;
    private final List<List<Event<Act>>> partitions = new ArrayList<>();
    private final long[] clocks = new long[LOGS.size() * PARTITIONS];
    private final int[] read = new int[LOGS.size() * PARTITIONS];

    private final List<OneInputStreamOperatorTestHarness<EventBlock<Act>, EventGroup<Act>>> inputs =
            new ArrayList<>();
    private final KeyedOneInputStreamOperatorTestHarness<Object, EventGroup<Act>, OrderedEvent<Act>>
            causes;
    private final KeyedOneInputStreamOperatorTestHarness<
                    Object, EventGroup<Act>, OrderedEvent<Delivery>>
            deliver;

    private final Map<String, TreeSet<String>> deliveries = new TreeMap<>();

    /** Gives to whom each message is delivered, by its text. */
    static Map<String, TreeSet<String>> deliver(Round round, Random random, boolean causal)
            throws Exception {
        try (Interleaving interleaving = new Interleaving(round, random, causal)) {
            return interleaving.run();
        }
    }

    private Interleaving(Round round, Random random, boolean causal) throws Exception {
        this.random = random;
        this.causal = causal;
        Share.All shares = new Share.All();
        for (int i = 0; i < LOGS.size(); i++) {
            inputs.add(
                    new OneInputStreamOperatorTestHarness<>(
                            new InputOperator<>(
                                    new InputStage<>(
                                            LOGS.get(i),
                                            "judge",
                                            i,
                                            Lane.alone(i),
                                            MEMBER,
                                            RowRange.ALL,
                                            null,
                                            null,
                                            Known.AT_ITS_TIME,
                                            shares.next()))));
            inputs.get(i).open();
        }
        causes = harness("causes", new CausalMachine<>(Acts.SEEN, LOGS), Causal.type(ACTS), shares);
        deliver = harness("in-order", new Deliver(), TypeInformation.of(Friends.class), shares);
        for (int i = 0; i < clocks.length; i++) {
            partitions.add(new ArrayList<>());
            clocks[i] = Clock.NONE;
        }
        round.arrivals().forEach(this::append);
    }

    private static <S, R>
            KeyedOneInputStreamOperatorTestHarness<Object, EventGroup<Act>, OrderedEvent<R>>
                    harness(
                            String step,
                            Machine<S, Act, R> machine,
                            TypeInformation<S> state,
                            Share.All shares)
                            throws Exception {
        MachineStage<S, Act, R> stage =
                new MachineStage<>(step, machine, state, ACTS, RowRange.ALL, LOGS, shares.next());
        var harness =
                new KeyedOneInputStreamOperatorTestHarness<
                        Object, EventGroup<Act>, OrderedEvent<R>>(
                        new MachineOperator<>(stage),
                        new EventGroup.Key<>(),
                        MEMBER.typeInfo(),
                        16,
                        1,
                        0);
        harness.open();
        return harness;
    }

    private void append(Arrival arrival) {
        int log = arrival.act() instanceof Friendship ? 0 : 1;
        int index = log * PARTITIONS + arrival.partition();
        List<Event<Act>> partition = partitions.get(index);
        partition.add(
                Event.of(
                        1,
                        arrival.partition(),
                        partition.size(),
                        arrival.time(),
                        clocks[index],
                        arrival.act()));
        clocks[index] = Math.max(clocks[index], arrival.time() - Round.DISORDER);
    }

    private Map<String, TreeSet<String>> run() throws Exception {
        int left = partitions.stream().mapToInt(List::size).sum();
        while (left > 0) {
            left -= read(random.nextInt(partitions.size()), 1 + random.nextInt(20));
            if (random.nextInt(20) == 0) {
                advance(watermark());
            }
        }
        advance(Long.MAX_VALUE);
        return deliveries;
    }

    private int read(int index, int most) throws Exception {
        List<Event<Act>> partition = partitions.get(index);
        int end = Math.min(partition.size(), read[index] + most);
        List<Event<Act>> events = partition.subList(read[index], end);
        if (events.isEmpty()) {
            return 0;
        }
        read[index] = end;
        var input = inputs.get(index / PARTITIONS);
        input.processElement(new StreamRecord<>(EventBlock.of(events)));
        for (EventGroup<Act> acts : input.extractOutputValues()) {
            StreamRecord<EventGroup<Act>> record = new StreamRecord<>(acts, acts.time());
            if (causal) {
                causes.processElement(record);
            } else {
                deliver.processElement(record);
            }
        }
        input.getOutput().clear();
        return events.size();
    }

    /** The least clock of all partitions where they were read up to, minus 1 ms. */
    private long watermark() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < read.length; i++) {
            List<Event<Act>> partition = partitions.get(i);
            least =
                    Math.min(
                            least,
                            read[i] < partition.size()
                                    ? partition.get(read[i]).clock()
                                    : clocks[i]);
        }
        return least == Clock.NONE ? Clock.NONE : least - 1;
    }

    private void advance(long mark) throws Exception {
        causes.processWatermark(mark);
        for (OrderedEvent<Act> act : causes.extractOutputValues()) {
            deliver.processElement(new StreamRecord<>(EventGroup.of(act), act.time()));
        }
        causes.getOutput().clear();
        deliver.processWatermark(new Watermark(mark));
        for (OrderedEvent<Delivery> delivery : deliver.extractOutputValues()) {
            deliveries
                    .computeIfAbsent(delivery.value().text(), any -> new TreeSet<>())
                    .add(delivery.value().friend());
        }
        deliver.getOutput().clear();
    }

    @Override
    public void close() throws Exception {
        for (var input : inputs) {
            input.close();
        }
        causes.close();
        deliver.close();
    }
}
