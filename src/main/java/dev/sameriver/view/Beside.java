package dev.sameriver.view;

import dev.sameriver.operator.SideTags;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The late events and dead letters that the steps of a derivation leave beside them; those of a
 * step are there once, however many steps take what it gives.
 */
record Beside(List<DataStream<ViewRow>> late, List<DataStream<ViewRow>> dead) {

    static final Beside NOTHING = new Beside(List.of(), List.of());

    /** With what a step that judges events leaves. */
    Beside andJudged(SingleOutputStreamOperator<?> step) {
        return and(new Beside(List.of(step.getSideOutput(SideTags.LATE)), List.of()))
                .andRefused(step);
    }

    /** With what a step that refuses events leaves. */
    Beside andRefused(SingleOutputStreamOperator<?> step) {
        return and(new Beside(List.of(), List.of(step.getSideOutput(SideTags.DEAD))));
    }

    Beside and(Beside other) {
        return new Beside(joined(late, other.late), joined(dead, other.dead));
    }

    DataStream<ViewRow> allLate() {
        return union(late);
    }

    DataStream<ViewRow> allDead() {
        return union(dead);
    }

    private static <E> List<E> joined(List<E> first, List<E> second) {
        return Stream.concat(first.stream(), second.stream()).distinct().toList();
    }

    @SuppressWarnings("unchecked")
    private static DataStream<ViewRow> union(List<DataStream<ViewRow>> streams) {
        List<DataStream<ViewRow>> rest = new ArrayList<>(streams.subList(1, streams.size()));
        return rest.isEmpty()
                ? streams.get(0)
                : streams.get(0).union(rest.toArray(new DataStream[0]));
    }
}
