/** The same view by every engine and in every mode. */
@NullMarked
package dev.sameriver.parity;

import org.jspecify.annotations.NullMarked;
