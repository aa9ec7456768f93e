/**
 * Views: derived data as a name, a version and a derivation.
 *
 * <p>A {@link dev.sameriver.view.View} says what is derived; the run decides where events come from
 * and where rows go. The derivation is written against {@link dev.sameriver.view.Inputs} and is
 * ordinary Flink code from event streams to rows.
 */
@NullMarked
package dev.sameriver.view;

import org.jspecify.annotations.NullMarked;
