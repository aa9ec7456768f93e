/** Tests of the event-log source. */
@NullMarked
package dev.sameriver.source;

import org.jspecify.annotations.NullMarked;
