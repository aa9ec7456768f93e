/**
 * The Beam rendition: a second derivation of a view, by other arithmetic on another engine, so that
 * the two can disagree.
 *
 * <p>It shares with the main engine what a view declares (record, getters, aggregates; see {@link
 * dev.sameriver.view.WindowedStep}) and the text form of rows. Its own are the reading of the
 * archive through Beam's file systems, the partition clock, the verdict on late events, and the
 * windows, which are Beam's where Beam has them. What counts is decided by the clock that each
 * event carries, never by a runner's watermark: of a bounded log a runner may hold that back or
 * rush it ahead as it likes.
 */
@NullMarked
package dev.sameriver.beam;

import org.jspecify.annotations.NullMarked;
