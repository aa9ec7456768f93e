package dev.sameriver.jobs.fraud;

import dev.sameriver.log.Position;

/**
 * An outcome that a reputation is made of.
 *
 * @param generation where it stands in the log {@code outcomes}, with the next two
 * @param chargeback what it says
 */
public record Evidence(int generation, int partition, long offset, boolean chargeback) {

    static Evidence of(Position position, boolean chargeback) {
        return new Evidence(
                position.generation(), position.partition(), position.offset(), chargeback);
    }

    /** As in {@code 0/1/17:paid}. */
    @Override
    public String toString() {
        return generation + "/" + partition + "/" + offset + (chargeback ? ":chargeback" : ":paid");
    }
}
