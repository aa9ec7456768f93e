package dev.sameriver.bench;

/**
 * What a child process is told to run.
 *
 * @param checkpoints where a stream's checkpoints go, as a URI
 */
public record CaseOrder(BenchCase benchCase, Dataset data, int parallelism, String checkpoints) {}
