@NullMarked
package dev.sameriver.jobs.airportdelays;

import org.jspecify.annotations.NullMarked;
