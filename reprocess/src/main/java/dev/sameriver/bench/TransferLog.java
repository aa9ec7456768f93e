package dev.sameriver.bench;

import java.time.Duration;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;

/**
 * The log {@code transfers}, as the views of the job accounts read it. The data set's keys are the
 * accounts, and its events the requests; behind each eight of these, one is sent again that was
 * made two minutes before. The first requests pay cash into each account, and so does one in ten.
 */
final class TransferLog implements BenchLog {

    private static final int REQUESTS_A_RETRY = 8;
    private static final long RETRY = Duration.ofMinutes(2).toMillis();

    private static final Schema SCHEMA =
            SchemaBuilder.record("Transfer")
                    .fields()
                    .requiredString("request_id")
                    .requiredString("payer")
                    .requiredString("payee")
                    .requiredLong("cents")
                    .requiredLong("made")
                    .requiredLong("sent")
                    .endRecord();

    @Override
    public String name() {
        return "transfers";
    }

    @Override
    public Schema schema() {
        return SCHEMA;
    }

    @Override
    public String timeColumn() {
        return "sent";
    }

    @Override
    public String keyColumn() {
        return "request_id";
    }

    @Override
    public long count(Dataset data) {
        return data.events() + data.events() / REQUESTS_A_RETRY;
    }

    @Override
    public long key(Dataset data, long i) {
        return Mix.of(request(data, i));
    }

    @Override
    public long time(Dataset data, long i) {
        long after = Long.remainderUnsigned(Mix.of(~i), Dataset.DISORDER.toMillis());
        return data.timeAt(newest(i), data.events()) + after;
    }

    @Override
    public GenericData.Record event(Dataset data, long i) {
        long request = request(data, i);
        long random = Mix.of(request ^ Long.MIN_VALUE);
        boolean paidIn = request < data.keys() || Long.remainderUnsigned(random, 10) == 0;
        long payee = request < data.keys() ? request : Long.remainderUnsigned(random, data.keys());
        long others = Math.max(1, data.keys() - 1);
        long payer = (payee + 1 + Long.remainderUnsigned(Mix.of(random), others)) % data.keys();
        long cents = 1 + (random >>> 50);
        GenericData.Record event = new GenericData.Record(SCHEMA);
        event.put(0, "r" + request);
        event.put(1, paidIn ? "cash" : "a" + payer);
        event.put(2, "a" + payee);
        event.put(3, paidIn ? 5 * cents : cents);
        event.put(4, data.timeAt(request, data.events()));
        event.put(5, time(data, i));
        return event;
    }

    /** Which request is sent. */
    private static long request(Dataset data, long i) {
        long newest = newest(i);
        if (i % (REQUESTS_A_RETRY + 1) < REQUESTS_A_RETRY) {
            return newest;
        }
        long before = RETRY * data.events() / data.spanMillis();
        return Math.max(0, newest - before);
    }

    /** The request that was made last when the {@code i}th attempt is sent. */
    private static long newest(long i) {
        long turn = i / (REQUESTS_A_RETRY + 1);
        return turn * REQUESTS_A_RETRY + Math.min(i % (REQUESTS_A_RETRY + 1), REQUESTS_A_RETRY - 1);
    }
}
