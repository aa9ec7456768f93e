package dev.sameriver.log;

import java.io.Serializable;

/**
 * Where a record stands in a log: generation, partition, offset.
 *
 * <p>Generation 0 is history that was imported; what Kafka holds is a later generation. Offsets
 * start at 0 in each generation and partition. Positions order by generation, partition, offset:
 * {@code 0/2/17 < 0/3/4 < 1/0/0}.
 *
 * @param generation 0 or greater
 * @param partition 0 or greater
 * @param offset 0 or greater
 */
public record Position(int generation, int partition, long offset)
        implements Comparable<Position>, Serializable {

    @Override
    public int compareTo(Position other) {
        return compare(
                generation, partition, offset, other.generation, other.partition, other.offset);
    }

    /** Orders two positions given by their parts, without making objects. */
    public static int compare(
            int generation,
            int partition,
            long offset,
            int otherGeneration,
            int otherPartition,
            long otherOffset) {
        int order = Integer.compare(generation, otherGeneration);
        if (order == 0) {
            order = Integer.compare(partition, otherPartition);
        }
        return order != 0 ? order : Long.compare(offset, otherOffset);
    }

    @Override
    public String toString() {
        return generation + "/" + partition + "/" + offset;
    }
}
