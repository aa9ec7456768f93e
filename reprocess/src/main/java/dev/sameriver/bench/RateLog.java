package dev.sameriver.bench;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;

/**
 * The log {@code rates}, one for each ten readings: the keys have them in turn, so that no key has
 * two at one time, and each is moved back by less than a second.
 */
final class RateLog implements BenchLog {

    private static final int READINGS_A_RATE = 10;

    private static final Schema SCHEMA =
            SchemaBuilder.record("Rate")
                    .fields()
                    .requiredLong("key")
                    .requiredLong("time")
                    .requiredLong("rate")
                    .endRecord();

    @Override
    public String name() {
        return Dataset.RATES;
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
        return Math.max(1, data.events() / READINGS_A_RATE);
    }

    @Override
    public long key(Dataset data, long i) {
        return i % data.keys();
    }

    @Override
    public long time(Dataset data, long i) {
        long back = Long.remainderUnsigned(random(i), Dataset.DISORDER.toMillis());
        return data.timeAt(i, count(data)) - back;
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
        return Mix.of(~i);
    }
}
