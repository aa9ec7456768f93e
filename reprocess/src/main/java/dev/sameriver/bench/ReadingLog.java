package dev.sameriver.bench;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;

/**
 * The log {@code readings}: event {@code i} of {@code n} lies at {@code i / n} of the span, moved
 * back by less than a second; its key is spread evenly.
 */
final class ReadingLog implements BenchLog {

    static final Schema SCHEMA =
            SchemaBuilder.record("Reading")
                    .fields()
                    .requiredLong("key")
                    .requiredLong("time")
                    .requiredLong("value")
                    .endRecord();

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
        return data.timeAt(i, data.events()) - back;
    }

    @Override
    public GenericData.Record event(Dataset data, long i) {
        GenericData.Record event = new GenericData.Record(SCHEMA);
        event.put(0, key(data, i));
        event.put(1, time(data, i));
        event.put(2, random(i) >>> 44);
        return event;
    }

    private static long random(long i) {
        return Mix.of(i ^ Long.MIN_VALUE);
    }
}
