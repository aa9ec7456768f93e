package dev.sameriver.view;

import dev.sameriver.function.Getter;
import dev.sameriver.log.EventBlockTypeInfo;
import dev.sameriver.operator.KeyColumns;
import dev.sameriver.operator.RowRange;
import dev.sameriver.ordered.EventGroup;
import dev.sameriver.ordered.InputOperator;
import dev.sameriver.ordered.InputStage;
import dev.sameriver.ordered.Known;
import dev.sameriver.ordered.Lane;
import dev.sameriver.ordered.OrderedEventTypeInfo;
import dev.sameriver.window.WindowSpec;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Events by key; see {@link EventStream#keyBy}. */
public final class KeyedEvents<T> extends KeyedInput<T> {

    /** How long before a range events are needed where states may be of any age: all that is. */
    static final Duration EVER = Duration.ofDays(3_652_500);

    private final EventStream<T> events;
    private final KeyColumns<T> keys;
    private final boolean whenRead;

    KeyedEvents(EventStream<T> events, KeyColumns<T> keys) {
        this(events, keys, false);
    }

    private KeyedEvents(EventStream<T> events, KeyColumns<T> keys, boolean whenRead) {
        this.events = events;
        this.keys = keys;
        this.whenRead = whenRead;
    }

    /** Keys the events by one more column. */
    public <V> KeyedEvents<T> thenBy(String column, Getter<T, V> getter) {
        return new KeyedEvents<>(events, keys.and(column, getter), whenRead);
    }

    /** The same events, each at the time at which it became known; see {@link Known}. */
    KeyedEvents<T> whenRead() {
        // In what was read when, nothing is late.
        InOrder.refuseLate(inputs().options());
        return new KeyedEvents<>(events, keys, true);
    }

    /**
     * Cuts each key's events into windows; {@link dev.sameriver.window.Windows} lists the kinds.
     */
    public WindowedEvents<T> window(WindowSpec windows) {
        return new WindowedEvents<>(events, keys, windows, 0);
    }

    @Override
    Inputs inputs() {
        return events.inputs();
    }

    @Override
    List<Column> keyColumns() {
        return keys.columns();
    }

    @Override
    String source() {
        return "log " + events.log();
    }

    @Override
    Opened<T> open() {
        EventSource.Opened<T> log = events.open(EVER);
        return new OpenedLog(
                log, inputs().number(events.log(), whenRead ? null : events.disorder()));
    }

    private final class OpenedLog implements Opened<T> {

        private final EventSource.Opened<T> log;
        private final int number;

        private OpenedLog(EventSource.Opened<T> log, int number) {
            this.log = log;
            this.number = number;
        }

        @Override
        public TypeInformation<T> type() {
            return ((EventBlockTypeInfo<T>) log.events().getType()).event().value();
        }

        @Override
        public TypeInformation<Object> keyType() {
            return keys.typeInfo();
        }

        @Override
        public long horizon() {
            return log.horizon();
        }

        @Override
        public boolean fromLog() {
            return true;
        }

        @Override
        public Lineage lineage() {
            return Lineage.of(events.log(), number);
        }

        @Override
        public Ordered<T> order(Lane lane, OrderedEventTypeInfo<T> types, long horizon) {
            RowRange range = inputs().range(horizon);
            String step = inputs().step("judge-" + events.log());
            InputStage<T> stage =
                    new InputStage<>(
                            events.log(),
                            step,
                            number,
                            lane,
                            keys,
                            range,
                            events.filter(),
                            inputs().options().keys(),
                            whenRead ? Known.read(events.disorder().toMillis()) : Known.AT_ITS_TIME,
                            inputs().share());
            SingleOutputStreamOperator<EventGroup<T>> judged =
                    log.events()
                            .transform("judge", types.groups(), new InputOperator<>(stage))
                            .uid(inputs().uidOf(step));
            return new Ordered<>(judged, Beside.NOTHING.andJudged(judged));
        }
    }
}
