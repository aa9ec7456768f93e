/** Tests of the answers. */
@NullMarked
package dev.sameriver.jobs.reads;

import org.jspecify.annotations.NullMarked;
