package dev.sameriver.view;

import dev.sameriver.ordered.IntervalMachine;
import dev.sameriver.ordered.JoinKind;
import dev.sameriver.ordered.Machine;
import dev.sameriver.ordered.OrderedEvent;
import dev.sameriver.ordered.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** Events meet if their times are an interval apart; see {@link KeyedInput#joinWithin}. */
record IntervalRule<L, R>(long lower, long upper) implements JoinRule<List<Waiting>, Joined<L, R>> {

    private static final Duration LONGEST = Duration.ofDays(36_525);

    /**
     * @throws UserError if the interval is empty or out of range
     */
    static <L, R> IntervalRule<L, R> of(Duration lower, Duration upper) {
        requireInRange("lower", lower);
        requireInRange("upper", upper);
        if (lower.compareTo(upper) > 0) {
            throw new UserError(
                    "The lower bound of an interval join must be at most its upper one, but "
                            + lower
                            + " is more than "
                            + upper
                            + ": exchange them.");
        }
        return new IntervalRule<>(lower.toMillis(), upper.toMillis());
    }

    private static void requireInRange(String bound, Duration value) {
        if (value.abs().compareTo(LONGEST) > 0 || value.toNanosPart() % 1_000_000 != 0) {
            throw new UserError(
                    "The "
                            + bound
                            + " bound of an interval join must be from -100 to 100 years, in whole"
                            + " milliseconds, but is "
                            + value
                            + ": give how far apart two events that meet may be.");
        }
    }

    @Override
    public Machine<List<Waiting>, Object, Joined<L, R>> machine(JoinKind kind) {
        return new IntervalMachine<>(lower, upper, kind);
    }

    @Override
    public TypeInformation<List<Waiting>> state(TypeInformation<OrderedEvent<Object>> events) {
        return IntervalMachine.state(events);
    }

    @Override
    @SuppressWarnings("unchecked")
    public TypeInformation<Joined<L, R>> joined(
            TypeInformation<Object> left, TypeInformation<Object> right) {
        return (TypeInformation<Joined<L, R>>)
                (TypeInformation<?>) Types.POJO(Joined.class, Map.of("left", left, "right", right));
    }
}
