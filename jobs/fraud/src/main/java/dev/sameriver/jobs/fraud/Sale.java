package dev.sameriver.jobs.fraud;

/** What the shop's logs say of a purchase. */
public sealed interface Sale permits Purchase, Outcome {

    /** The purchase's number, as in {@code p17}. */
    String purchase();
}
