package dev.sameriver.bench;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** The events of a log, which follow from the numbers of a {@link Dataset} alone. */
interface BenchLog {

    String name();

    Schema schema();

    /** The column that event times are from. */
    String timeColumn();

    /** The column that decides an event's partition. */
    String keyColumn();

    /** How many events there are. */
    long count(Dataset data);

    /**
     * A number that decides the partition of an event.
     *
     * @param i from 0 on, in the order of arrival
     */
    long key(Dataset data, long i);

    /** An event's time, in milliseconds since 1970-01-01T00:00Z. */
    long time(Dataset data, long i);

    GenericData.Record event(Dataset data, long i);
}
