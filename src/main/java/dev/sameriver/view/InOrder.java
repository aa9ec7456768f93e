package dev.sameriver.view;

import dev.sameriver.operator.RowRange;
import dev.sameriver.operator.Share;
import dev.sameriver.ordered.AnswerMachine;
import dev.sameriver.ordered.AsOfMachine;
import dev.sameriver.ordered.Causal;
import dev.sameriver.ordered.CausalMachine;
import dev.sameriver.ordered.Causes;
import dev.sameriver.ordered.EventGroup;
import dev.sameriver.ordered.Lane;
import dev.sameriver.ordered.Machine;
import dev.sameriver.ordered.MachineOperator;
import dev.sameriver.ordered.MachineStage;
import dev.sameriver.ordered.OrderedEvent;
import dev.sameriver.ordered.OrderedEventTypeInfo;
import dev.sameriver.ordered.TimedMachine;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * Events of one input or several, by key, which a {@link Machine} is given in the order of their
 * time; see {@link OrderedEvent}.
 *
 * <pre>{@code
 * InOrder.<Movement>of(
 *                 inputs.events("deposits", Deposit.class)
 *                         .disorder(ofHours(1))
 *                         .keyBy("account", Deposit::account),
 *                 inputs.events("payments", Payment.class)
 *                         .disorder(ofHours(1))
 *                         .keyBy("account", Payment::account))
 *         .derive(new Balances(), Balance.class, Booking.class)
 *         .select(column("amount", Booking::amount), column("balance", Booking::balance));
 * }</pre>
 *
 * @param <T> what the values of all inputs are
 */
public final class InOrder<T> {

    private static final int MOST_INPUTS = 256;

    private final List<KeyedInput<T>> keyed;
    private final @Nullable Causes<T> causes;

    private InOrder(List<KeyedInput<T>> keyed, @Nullable Causes<T> causes) {
        this.keyed = keyed;
        this.causes = causes;
    }

    /**
     * Takes the events of these inputs together.
     *
     * @param keyed by columns of the same types; at equal times, events of those named first come
     *     first
     * @throws UserError if the types of their keys differ, or there are none or more than 256
     */
    @SafeVarargs
    @SuppressWarnings("unchecked")
    public static <T> InOrder<T> of(KeyedInput<? extends T>... keyed) {
        if (keyed.length == 0 || keyed.length > MOST_INPUTS) {
            throw new UserError(
                    "From 1 to "
                            + MOST_INPUTS
                            + " inputs can be taken together, but there are "
                            + keyed.length
                            + ": name each log once, and let a record tell what else it is.");
        }
        List<KeyedInput<T>> inputs = new ArrayList<>();
        for (KeyedInput<? extends T> input : keyed) {
            inputs.add((KeyedInput<T>) input);
            requireSameKey(keyed[0], input);
        }
        return new InOrder<>(inputs, null);
    }

    /**
     * Puts each event behind those that it names, whatever their times say. Only events of one key
     * can name each other: key them by what they are about, such as the user whose friends and
     * messages they are.
     */
    public InOrder<T> after(Causes<T> named) {
        return new InOrder<>(keyed, named);
    }

    private static void requireSameKey(KeyedInput<?> first, KeyedInput<?> other) {
        List<ColumnType> types = types(first);
        if (!types.equals(types(other))) {
            throw new UserError(
                    "Inputs that are taken together must have keys of the same types, but that of "
                            + first.source()
                            + " is "
                            + types
                            + " and that of "
                            + other.source()
                            + " is "
                            + types(other)
                            + ": convert one in its getter.");
        }
    }

    private static List<ColumnType> types(KeyedInput<?> input) {
        return input.keyColumns().stream().map(Column::type).toList();
    }

    /**
     * Applies each key's events.
     *
     * @param state the class of the machine's states: a Java record, or a type such as Long
     * @param result the class of its results, likewise
     * @throws UserError if Flink does not know how to store one of them, or the numbers of results
     *     have no room for what the machine gives
     */
    public <S, R> Derived<R> derive(Machine<S, T, R> machine, Class<S> state, Class<R> result) {
        return derive(machine, StoredType.of(state), StoredType.of(result));
    }

    <S, R> Derived<R> derive(
            Machine<S, T, R> machine, TypeInformation<S> state, TypeInformation<R> result) {
        return derive(keyed.stream().map(KeyedInput::open).toList(), machine, state, result);
    }

    /**
     * @param opened these inputs
     */
    <S, R> Derived<R> derive(
            List<KeyedInput.Opened<T>> opened,
            Machine<S, T, R> machine,
            TypeInformation<S> state,
            TypeInformation<R> result) {
        Inputs inputs = keyed.get(0).inputs();
        TypeInformation<Object> keyType = opened.get(0).keyType();
        OrderedEventTypeInfo<T> types =
                new OrderedEventTypeInfo<>(
                        keyType, opened.stream().map(KeyedInput.Opened::type).toList());
        long horizon = opened.stream().mapToLong(KeyedInput.Opened::horizon).min().orElseThrow();
        boolean first = opened.stream().allMatch(KeyedInput.Opened::fromLog);
        refuseKeys(inputs.options().keys(), first);
        if (!first || !(machine instanceof AsOfMachine)) {
            refuseLate(inputs.options());
        }
        List<Lineage> lineages = opened.stream().map(KeyedInput.Opened::lineage).toList();
        boolean timed = machine instanceof TimedMachine<S, T, R>;
        boolean ofSeveral = timed || machine instanceof AnswerMachine<?, ?>;
        Lineage lineage = Lineage.behind(lineages, timed);
        int lanes = Lineage.meet(lineages) ? opened.size() : 1;
        DataStream<EventGroup<T>> together = null;
        Beside beside = Beside.NOTHING;
        for (int i = 0; i < opened.size(); i++) {
            KeyedInput.Ordered<T> ordered = opened.get(i).order(new Lane(i, lanes), types, horizon);
            together = together == null ? ordered.events() : together.union(ordered.events());
            beside = beside.and(ordered.beside());
        }
        if (together == null) {
            throw new IllegalStateException("no inputs");
        }
        RowRange range = inputs.range(horizon);
        if (causes != null) {
            SingleOutputStreamOperator<OrderedEvent<T>> caused =
                    apply(together, causes(causes, types, range, first), types);
            together =
                    caused.map(EventGroup::of)
                            .returns(types.groups())
                            .name("caused")
                            .uid(inputs.uid("caused"));
            beside = beside.andRefused(caused);
        }
        Share share = first ? inputs.share() : null;
        String step = inputs.step("in-order");
        MachineStage<S, T, R> stage =
                new MachineStage<>(step, machine, state, types, range, inputs.logs(), share);
        SingleOutputStreamOperator<OrderedEvent<R>> results =
                apply(together, stage, new OrderedEventTypeInfo<>(keyType, List.of(result)));
        return new Derived<>(
                inputs,
                results,
                result,
                range,
                beside.andRefused(results),
                lineage,
                first && !ofSeveral);
    }

    private MachineStage<Causal<T>, T, T> causes(
            Causes<T> named, OrderedEventTypeInfo<T> types, RowRange range, boolean first) {
        Inputs inputs = keyed.get(0).inputs();
        return new MachineStage<>(
                inputs.step("causes"),
                new CausalMachine<>(named, inputs.logs()),
                Causal.type(types),
                types,
                range,
                inputs.logs(),
                first ? inputs.share() : null);
    }

    private <S, E, R> SingleOutputStreamOperator<OrderedEvent<R>> apply(
            DataStream<EventGroup<E>> events,
            MachineStage<S, E, R> stage,
            OrderedEventTypeInfo<R> results) {
        return events.keyBy(new EventGroup.Key<>(), stage.events().keyType())
                .transform(stage.step().replace('-', ' '), results, new MachineOperator<>(stage))
                .uid(keyed.get(0).inputs().uidOf(stage.step()));
    }

    /** What becomes of a late event must end with the version behind it, and not go on for ever. */
    static void refuseLate(RunOptions options) {
        if (options.foldLate()) {
            throw new UserError(
                    "Late events are folded into windows and as-of joins of logs only, as the"
                            + " states of other machines go on behind a range: leave --fold-late"
                            + " out, or derive a new version by a backfill.");
        }
    }

    /** A row need not have the key of its events in it, and results have another one. */
    static void refuseKeys(@Nullable KeyFilter keys, boolean first) {
        if (keys instanceof KeyFilter.Only) {
            throw new UserError(
                    "A run over the keys of some rows needs a view of windows, but this view's rows"
                            + " are derived in order: leave --explain out.");
        }
        if (!first && keys != null) {
            throw new UserError(
                    "A run over a part of the keys needs a view whose events go to one machine, but"
                            + " this view's go to several, by other keys: leave --sample out.");
        }
    }
}
