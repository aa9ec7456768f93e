/** Tests of the deliveries. */
@NullMarked
package dev.sameriver.jobs.social;

import org.jspecify.annotations.NullMarked;
