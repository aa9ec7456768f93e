/**
 * Derivations in order: a key's events, of one log or several, applied one by one in the order of
 * their time.
 *
 * <p>{@link dev.sameriver.ordered.InputOperator} judges each event by its own clock. {@link
 * dev.sameriver.ordered.MachineOperator} holds a key's events until the watermark has passed them,
 * and gives them in order to a {@link dev.sameriver.ordered.Machine}, a pure function from a state
 * and an event to the next state and results; a {@link dev.sameriver.ordered.TimedMachine} is asked
 * again when a state expires, as joins are for what met nothing. {@link
 * dev.sameriver.ordered.RowOperator} makes rows of results; {@link
 * dev.sameriver.ordered.RekeyOperator} takes them on to another machine. As what a machine sees is
 * a function of the log, so is all that it gives.
 */
@NullMarked
package dev.sameriver.ordered;

import org.jspecify.annotations.NullMarked;
