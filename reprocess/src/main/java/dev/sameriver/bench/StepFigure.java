package dev.sameriver.bench;

/**
 * What one step costs.
 *
 * @param step what is done
 * @param unit what it is done to, one by one
 * @param nanos for each unit
 * @param error half the width of the time's 99.9% confidence interval; NaN if there was one round
 * @param bytes of garbage for each unit
 */
public record StepFigure(String step, String unit, double nanos, double error, double bytes) {}
