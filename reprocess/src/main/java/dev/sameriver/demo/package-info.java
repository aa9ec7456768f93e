/**
 * The demo: the first view on real flights, from history into the present, and the proof that
 * history and live agree. It speaks the same verbs that a user has.
 */
@NullMarked
package dev.sameriver.demo;

import org.jspecify.annotations.NullMarked;
