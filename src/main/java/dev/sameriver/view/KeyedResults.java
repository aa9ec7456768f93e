package dev.sameriver.view;

import dev.sameriver.function.Getter;
import dev.sameriver.operator.KeyColumns;
import dev.sameriver.operator.Share;
import dev.sameriver.ordered.EventGroup;
import dev.sameriver.ordered.Lane;
import dev.sameriver.ordered.OrderedEventTypeInfo;
import dev.sameriver.ordered.RekeyOperator;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** What a machine gives or windows add up to, by key; see {@link Derived#keyBy}. */
public final class KeyedResults<T> extends KeyedInput<T> {

    private final Derived<T> derived;
    private final KeyColumns<T> keys;

    KeyedResults(Derived<T> derived, KeyColumns<T> keys) {
        this.derived = derived;
        this.keys = keys;
    }

    /** Keys the results by one more column. */
    public <V> KeyedResults<T> thenBy(String column, Getter<T, V> getter) {
        return new KeyedResults<>(derived, keys.and(column, getter));
    }

    @Override
    Inputs inputs() {
        return derived.inputs();
    }

    @Override
    List<Column> keyColumns() {
        return keys.columns();
    }

    @Override
    String source() {
        return "the results of a machine or of windows";
    }

    @Override
    Opened<T> open() {
        return new OpenedResults();
    }

    private final class OpenedResults implements Opened<T> {

        @Override
        public TypeInformation<T> type() {
            return derived.type();
        }

        @Override
        public TypeInformation<Object> keyType() {
            return keys.typeInfo();
        }

        @Override
        public long horizon() {
            return derived.range().horizon();
        }

        @Override
        public boolean fromLog() {
            return false;
        }

        @Override
        public Lineage lineage() {
            return derived.lineage();
        }

        @Override
        public Ordered<T> order(Lane lane, OrderedEventTypeInfo<T> types, long horizon) {
            String step = inputs().step("key");
            Share share = derived.takeShare();
            SingleOutputStreamOperator<EventGroup<T>> keyed =
                    derived.results()
                            .transform(
                                    "key",
                                    types.groups(),
                                    new RekeyOperator<>(step, keys, lane, inputs().logs(), share))
                            .uid(inputs().uidOf(step));
            return new Ordered<>(keyed, derived.beside().andRefused(keyed));
        }
    }
}
