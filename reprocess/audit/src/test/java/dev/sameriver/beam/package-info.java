/** What stands for Beam's rendition where a test wants one with a fault. */
@NullMarked
package dev.sameriver.beam;

import org.jspecify.annotations.NullMarked;
