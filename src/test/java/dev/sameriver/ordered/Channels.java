package dev.sameriver.ordered;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/** The network before a keyed operator: what each sender sent, in order, until it arrives. */
final class Channels<T> {

    /** What follows each arrival. */
    interface Then {
        void run() throws Exception;
    }

    private final List<ArrayDeque<Object>> senders = new ArrayList<>();
    private final long[] marks;
    private final TypeSerializer<EventGroup<T>> serializer;
    private long mark = Long.MIN_VALUE;
    private @Nullable Group<EventGroup<T>, ?> receivers;
    private Then then = () -> {};

    Channels(int size, TypeSerializer<EventGroup<T>> serializer) {
        for (int i = 0; i < size; i++) {
            senders.add(new ArrayDeque<>());
        }
        this.serializer = serializer;
        marks = new long[size];
        Arrays.fill(marks, Long.MIN_VALUE);
    }

    void to(Group<EventGroup<T>, ?> group, Then next) {
        receivers = group;
        then = next;
    }

    int size() {
        return senders.size();
    }

    void send(int sender, Object sent) {
        senders.get(sender).add(sent);
    }

    void deliver(int sender, int most) throws Exception {
        for (int i = 0; i <= most && !senders.get(sender).isEmpty(); i++) {
            Object sent = senders.get(sender).remove();
            if (sent instanceof Watermark received) {
                marks[sender] = received.getTimestamp();
                advance();
            } else {
                deliver((StreamRecord<?>) sent);
            }
            then.run();
        }
    }

    void deliverAll() throws Exception {
        for (int sender = 0; sender < senders.size(); sender++) {
            deliver(sender, Integer.MAX_VALUE - 1);
        }
    }

    @SuppressWarnings("unchecked")
    private void deliver(StreamRecord<?> sent) throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize((EventGroup<T>) sent.getValue(), out);
        EventGroup<T> group =
                serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
        receivers().owner(group.key()).processElement(new StreamRecord<>(group, group.time()));
    }

    private void advance() throws Exception {
        long least = Arrays.stream(marks).min().orElseThrow();
        if (least > mark) {
            mark = least;
            for (var subtask : receivers().all()) {
                subtask.processWatermark(least);
            }
        }
    }

    private Group<EventGroup<T>, ?> receivers() {
        return Objects.requireNonNull(receivers, "no receivers");
    }
}
