/** Tests of the scores. */
@NullMarked
package dev.sameriver.jobs.fraud;

import org.jspecify.annotations.NullMarked;
