/** The first view: departure delays of US flights. */
@NullMarked
package dev.sameriver.jobs.airportdelays;

import org.jspecify.annotations.NullMarked;
