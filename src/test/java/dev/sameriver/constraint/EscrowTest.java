package dev.sameriver.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.constraint.Escrow.Answer;
import dev.sameriver.constraint.Escrow.Rules;
import dev.sameriver.constraint.Escrow.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class EscrowTest {

    private static final Rules STRICT = new Rules(0, true, 1_000);
    private static final Rules LOOSE = new Rules(0, false, 1_000);
    private static final Escrow TEN = Escrow.EMPTY.add(10).next();

    @Test
    void strictRulesRefuseWhatIsNotThere() {
        Escrow seven = TEN.reserve(STRICT, "a", 7, 0).next();
        Answer refused = seven.reserve(STRICT, "b", 5, 1);
        assertThat(refused).isEqualTo(new Answer(seven, Verdict.REFUSED, 5, 2));
        assertThat(seven.spend(STRICT, 4, 1).shortfall()).isEqualTo(1);
        Escrow posted = seven.post(STRICT, "a", 2).next();
        assertThat(posted.balance()).isEqualTo(3);
        assertThat(posted.reserved()).isZero();
        assertThat(posted.spend(STRICT, 3, 3).next().balance()).isZero();
    }

    @Test
    void looseRulesTakeAllAndSayForWhatToApologize() {
        Escrow both = TEN.reserve(LOOSE, "a", 7, 0).next().reserve(LOOSE, "b", 5, 0).next();
        Escrow one = both.post(LOOSE, "a", 1).next();
        Answer apology = one.post(LOOSE, "b", 1);
        assertThat(apology.verdict()).isEqualTo(Verdict.POSTED);
        assertThat(apology.shortfall()).isEqualTo(2);
        assertThat(apology.next().balance()).isEqualTo(-2);
        assertThat(one.add(2).next().post(LOOSE, "b", 1).shortfall()).isZero();
    }

    @Test
    void whatIsCancelledOrTooOldIsFreeAgainAndUnknown() {
        Escrow seven = TEN.reserve(STRICT, "a", 7, 0).next();
        assertThat(seven.reserve(STRICT, "a", 1, 0))
                .isEqualTo(new Answer(seven, Verdict.UNKNOWN, 0, 0));
        Answer cancelled = seven.cancel(STRICT, "a", 5);
        assertThat(cancelled.verdict()).isEqualTo(Verdict.VOIDED);
        assertThat(cancelled.next()).isEqualTo(TEN);
        assertThat(cancelled.next().post(STRICT, "a", 6).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(seven.post(STRICT, "a", 999).verdict()).isEqualTo(Verdict.POSTED);
        assertThat(seven.post(STRICT, "a", 1_000).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(seven.spend(STRICT, 10, 1_000).next().balance()).isZero();
        assertThatThrownBy(() -> TEN.add(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TEN.add(Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
    }

    /** Beside a plain account of who has reserved what. */
    @Test
    void balanceNeverFallsBelowAStrictFloorAndIsWhatCameLessWhatWent() {
        Random random = new Random(3);
        Escrow escrow = Escrow.EMPTY;
        Map<String, long[]> holds = new HashMap<>();
        long balance = 0;
        for (long time = 0; time < 20_000; time += random.nextInt(200)) {
            long now = time;
            holds.values().removeIf(hold -> now - hold[1] >= STRICT.holdMillis());
            long reserved = holds.values().stream().mapToLong(hold -> hold[0]).sum();
            String id = "r" + random.nextInt(6);
            long amount = 1L + random.nextInt(50);
            Answer answer;
            switch (random.nextInt(4)) {
                case 0 -> {
                    answer = escrow.add(amount);
                    balance += amount;
                }
                case 1 -> {
                    answer = escrow.reserve(STRICT, id, amount, time);
                    boolean fits = !holds.containsKey(id) && balance - reserved >= amount;
                    assertThat(answer.verdict() == Verdict.RESERVED).isEqualTo(fits);
                    if (fits) {
                        holds.put(id, new long[] {amount, time});
                    }
                }
                case 2 -> {
                    answer = escrow.post(STRICT, id, time);
                    long[] hold = holds.remove(id);
                    assertThat(answer.verdict() == Verdict.POSTED).isEqualTo(hold != null);
                    balance -= hold == null ? 0 : hold[0];
                }
                default -> {
                    answer = escrow.cancel(STRICT, id, time);
                    long[] hold = holds.remove(id);
                    assertThat(answer.verdict() == Verdict.VOIDED).isEqualTo(hold != null);
                }
            }
            escrow = answer.next();
            assertThat(escrow.balance()).isEqualTo(balance).isNotNegative();
        }
    }

    @Test
    void stateWithReservationsIsStoredWithoutAFallback() throws Exception {
        SerializerConfigImpl strict = new SerializerConfigImpl();
        strict.setGenericTypes(false);
        TypeSerializer<Escrow> serializer =
                TypeInformation.of(Escrow.class).createSerializer(strict);
        Escrow two = TEN.reserve(STRICT, "a", 3, 1).next().reserve(STRICT, "b", 4, 2).next();
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(two, out);
        assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
                .isEqualTo(two);
    }
}
