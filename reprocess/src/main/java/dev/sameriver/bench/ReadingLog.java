package dev.sameriver.bench;

import java.time.Duration;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;

/**
 * The log {@code readings}: event {@code i} of {@code n} lies at {@code i / n} of the span, moved
 * back by less than a second, and by a day more if it is late; its key is spread evenly.
 */
final class ReadingLog implements BenchLog {

    static final Schema SCHEMA =
            SchemaBuilder.record("Reading")
                    .fields()
                    .requiredLong("key")
                    .requiredLong("time")
                    .requiredLong("value")
                    .endRecord();

    private static final long LATE_MILLIS = Duration.ofDays(1).toMillis();

    @Override
    public String name() {
        return Dataset.LOG;
    }

    @Override
    public Schema schema() {
        return SCHEMA;
    }

    @Override
    public String timeColumn() {
        return "time";
    }

    @Override
    public String keyColumn() {
        return "key";
    }

    @Override
    public long count(Dataset data) {
        return data.events();
    }

    @Override
    public long key(Dataset data, long i) {
        return Long.remainderUnsigned(Mix.of(i), data.keys());
    }

    @Override
    public long time(Dataset data, long i) {
        long back = Long.remainderUnsigned(random(i), Dataset.DISORDER.toMillis());
        long late = isLate(data, i) ? LATE_MILLIS : 0;
        return data.timeAt(i, data.events()) - back - late;
    }

    @Override
    public GenericData.Record event(Dataset data, long i) {
        GenericData.Record event = new GenericData.Record(SCHEMA);
        event.put(0, key(data, i));
        event.put(1, time(data, i));
        event.put(2, random(i) >>> 44);
        return event;
    }

    private static boolean isLate(Dataset data, long i) {
        return i >= data.events() / 2
                && Long.remainderUnsigned(Mix.of(-1 - i), 100) < data.latePercent();
    }

    private static long random(long i) {
        return Mix.of(i ^ Long.MIN_VALUE);
    }
}
