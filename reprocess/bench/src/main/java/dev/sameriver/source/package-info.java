/** Steps that a bench measures from within their package. */
@NullMarked
package dev.sameriver.source;

import org.jspecify.annotations.NullMarked;
