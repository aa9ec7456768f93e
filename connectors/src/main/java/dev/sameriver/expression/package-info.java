/**
 * Expressions over the columns of an event, as data that travels with a job: what SQL is turned
 * into, so that nothing of a parser is needed where events are read.
 *
 * <p>An event is a {@link dev.sameriver.view.ViewRow}, with the columns of a {@link
 * dev.sameriver.expression.EventColumns}. An {@link dev.sameriver.expression.Expression} gives a
 * value of an event, null where SQL says so; {@link dev.sameriver.expression.Getters} makes of it
 * what keys and aggregates are given. Where an operation has no value, as a division by zero, it
 * throws, and the event is a dead letter.
 */
@NullMarked
package dev.sameriver.expression;

import org.jspecify.annotations.NullMarked;
