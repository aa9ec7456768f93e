package dev.sameriver.bench;

import java.util.List;

/**
 * Which steps are measured, and how thoroughly.
 *
 * @param quick whether one short round is enough, which says that a step runs but not how fast
 * @param fork whether each step gets a Java process of its own
 */
public record StepOrder(List<Step> steps, boolean quick, boolean fork) {}
