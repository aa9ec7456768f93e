package dev.sameriver.testkit;

import dev.sameriver.aggregate.Aggregator;
import dev.sameriver.view.ColumnType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Aggregates with one fault each. */
final class FaultyAggregates {

    private FaultyAggregates() {}

    static Numbers orderDependentEstimate() {
        return new Numbers() {
            @Override
            public void add(double[] accumulator, Double value) {
                if (value > accumulator[0]) {
                    accumulator[0] = value;
                    accumulator[1]++;
                }
            }

            @Override
            public Double result(double[] accumulator) {
                return accumulator[1];
            }
        };
    }

    static Numbers changesWhatItMergesFrom() {
        return new Numbers() {
            @Override
            public void merge(double[] into, double[] from) {
                super.merge(into, from);
                from[0] = 0;
            }
        };
    }

    static Texts sharesStructure() {
        return new Texts() {
            @Override
            public void merge(Map<Integer, List<String>> into, Map<Integer, List<String>> from) {
                from.forEach((key, list) -> into.merge(key, list, Texts::joined));
            }
        };
    }

    static Numbers newOneNotEmpty() {
        return new Numbers() {
            @Override
            public double[] create() {
                return new double[] {1, 0};
            }
        };
    }

    static Numbers readsHalf() {
        return new Numbers() {
            @Override
            public double[] read(DataInputView in) throws IOException {
                return new double[] {in.readDouble(), 0};
            }
        };
    }

    static Numbers reportsHalf() {
        return new Numbers() {
            @Override
            public long bytes(double[] accumulator) {
                return Double.BYTES;
            }
        };
    }

    static Numbers losesField() {
        return new Numbers() {
            @Override
            public void write(double[] accumulator, DataOutputView out) throws IOException {
                out.writeDouble(accumulator[0]);
                out.writeDouble(0);
            }

            @Override
            public void add(double[] accumulator, Double value) {
                accumulator[1] += value;
            }

            @Override
            public Double result(double[] accumulator) {
                return accumulator[1];
            }
        };
    }

    /** A running sum of doubles, right only as long as nothing is rounded. */
    static class Numbers implements Aggregator<Double, double[], Double> {

        @Override
        public String format() {
            return "numbers/1";
        }

        @Override
        public ColumnType type() {
            return ColumnType.DOUBLE;
        }

        @Override
        public double[] create() {
            return new double[2];
        }

        @Override
        public void add(double[] accumulator, Double value) {
            accumulator[0] += value;
        }

        @Override
        public void merge(double[] into, double[] from) {
            into[0] += from[0];
            into[1] += from[1];
        }

        @Override
        public Double result(double[] accumulator) {
            return accumulator[0];
        }

        @Override
        public void write(double[] accumulator, DataOutputView out) throws IOException {
            out.writeDouble(accumulator[0]);
            out.writeDouble(accumulator[1]);
        }

        @Override
        public double[] read(DataInputView in) throws IOException {
            return new double[] {in.readDouble(), in.readDouble()};
        }
    }

    /** Counts texts rightly, but writes them in the order of their hash table. */
    static class Texts implements Aggregator<String, Map<Integer, List<String>>, Long> {

        @Override
        public String format() {
            return "texts/1";
        }

        @Override
        public ColumnType type() {
            return ColumnType.LONG;
        }

        @Override
        public Map<Integer, List<String>> create() {
            return new HashMap<>();
        }

        @Override
        public void add(Map<Integer, List<String>> accumulator, String value) {
            List<String> texts =
                    accumulator.computeIfAbsent(value.hashCode(), hash -> new ArrayList<>());
            texts.add(value);
            Collections.sort(texts);
        }

        @Override
        public void merge(Map<Integer, List<String>> into, Map<Integer, List<String>> from) {
            from.values().forEach(texts -> texts.forEach(text -> add(into, text)));
        }

        static List<String> joined(List<String> left, List<String> right) {
            List<String> all = new ArrayList<>(left);
            all.addAll(right);
            Collections.sort(all);
            return all;
        }

        @Override
        public Long result(Map<Integer, List<String>> accumulator) {
            return accumulator.values().stream().mapToLong(List::size).sum();
        }

        @Override
        public void write(Map<Integer, List<String>> accumulator, DataOutputView out)
                throws IOException {
            out.writeInt(accumulator.size());
            for (List<String> texts : accumulator.values()) {
                out.writeInt(texts.size());
                for (String text : texts) {
                    out.writeUTF(text);
                }
            }
        }

        @Override
        public Map<Integer, List<String>> read(DataInputView in) throws IOException {
            Map<Integer, List<String>> accumulator = create();
            for (int left = in.readInt(); left > 0; left--) {
                for (int texts = in.readInt(); texts > 0; texts--) {
                    add(accumulator, in.readUTF());
                }
            }
            return accumulator;
        }
    }
}
