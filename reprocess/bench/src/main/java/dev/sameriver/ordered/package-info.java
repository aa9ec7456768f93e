/** Steps that a bench measures from within their package. */
@NullMarked
package dev.sameriver.ordered;

import org.jspecify.annotations.NullMarked;
