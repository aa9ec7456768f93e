/** Constraints, each by itself. */
@NullMarked
package dev.sameriver.constraint;

import org.jspecify.annotations.NullMarked;
