package dev.sameriver.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.operator.Reading;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys that wait for nothing, where memory has room for a few of them only. */
class SpilledKeysTest {

    private static final int KEYS = 20;

    /** Of some 400 bytes each. */
    private static final long ROOM_FOR_A_FEW = 1_500;

    /** Gives each amount with all before it added, and keeps the sum until an amount is zero. */
    private record Sums() implements Machine<HashMachine.Hash, Reading, Outcome> {

        @Override
        public HashMachine.@Nullable Hash apply(
                HashMachine.@Nullable Hash state,
                OrderedEvent<Reading> event,
                Results<Outcome> results) {
            Long amount = event.value().amount();
            if (amount == null || amount == 0) {
                return null;
            }
            long sum = (state == null ? 0 : state.hash()) + amount;
            results.give(new Outcome(event.value().key() + "=" + sum, 0));
            return new HashMachine.Hash(sum, event.time());
        }

        @Override
        public long expiry(HashMachine.Hash state) {
            return NEVER;
        }
    }

    private KeyedOneInputStreamOperatorTestHarness<
                    Object, EventGroup<Reading>, OrderedEvent<Outcome>>
            operator;

    @BeforeEach
    void open() throws Exception {
        operator = operator();
        operator.open();
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void goOnFromWhatTheyHad() throws Exception {
        eachKey(1_000, 1);
        assertThat(operator.numKeyedStateEntries()).as("spilled").isBetween(10, KEYS - 1);
        eachKey(2_000, 10);
        eachKey(3_000, 100);
        assertThat(texts()).hasSize(3 * KEYS).contains("k0=1", "k0=11", "k0=111", "k19=111");
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    @Test
    void areForgottenInTheStateToo() throws Exception {
        eachKey(1_000, 1);
        eachKey(2_000, 0);
        assertThat(operator.numKeyedStateEntries()).isZero();
        eachKey(3_000, 5);
        assertThat(texts()).hasSize(2 * KEYS).contains("k0=5", "k19=5");
    }

    @Test
    void areInACheckpointWithTheOthers() throws Exception {
        eachKey(1_000, 1);
        send("k0", 2_000, 10);
        operator.prepareSnapshotPreBarrier(1);
        OperatorSubtaskState state = operator.snapshot(1, 2_000);
        operator.close();
        operator = operator();
        operator.initializeState(state);
        operator.open();
        assertThat(operator.numKeyedStateEntries()).isEqualTo(KEYS);
        assertThat(operator.numEventTimeTimers()).as("of the event that waits").isEqualTo(1);
        eachKey(3_000, 100);
        assertThat(texts()).contains("k0=11", "k0=111", "k1=101", "k19=101");
    }

    /** To turn to another key would fire the timers of the one that is worked on. */
    @Test
    void areNotWrittenWhereFlinkHandsOverKeyAfterKey() throws Exception {
        operator.close();
        operator = operator();
        MachineOperatorTest.sort(operator);
        operator.open();
        for (int i = 0; i < KEYS; i++) {
            send("k" + i, 1_000, 1);
            send("k" + i, 2_000, 10);
        }
        assertThat(operator.numKeyedStateEntries()).isZero();
        assertThat(texts()).hasSize(KEYS).contains("k0=1", "k19=1");
    }

    /** Sends an event of each key, and lets them be applied before the next. */
    private void eachKey(long time, long amount) throws Exception {
        for (int i = 0; i < KEYS; i++) {
            send("k" + i, time + i, amount);
            operator.processWatermark(time + i);
        }
    }

    private void send(String key, long time, long amount) throws Exception {
        Reading reading = new Reading(key, amount);
        OrderedEvent<Reading> event =
                new OrderedEvent<>(key, 0, 0, 1, 0, time, 0, time, time, reading);
        operator.processElement(new StreamRecord<>(EventGroup.of(event), time));
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        operator.extractOutputValues().forEach(made -> texts.add(made.value().text()));
        return texts;
    }

    private static KeyedOneInputStreamOperatorTestHarness<
                    Object, EventGroup<Reading>, OrderedEvent<Outcome>>
            operator() throws Exception {
        return MachineOperatorTest.operator(
                new Sums(),
                ROOM_FOR_A_FEW,
                OrderCase.RESULTS.createSerializer(new SerializerConfigImpl()));
    }
}
