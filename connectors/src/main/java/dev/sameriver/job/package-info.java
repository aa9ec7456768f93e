/**
 * Runs of views as Flink jobs: where events come from, where rows go, and how the job is set up.
 * The view's derivation is the same in each.
 */
@NullMarked
package dev.sameriver.job;

import org.jspecify.annotations.NullMarked;
