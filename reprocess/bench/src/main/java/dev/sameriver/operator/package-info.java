/** Steps that a bench measures from within their package. */
@NullMarked
package dev.sameriver.operator;

import org.jspecify.annotations.NullMarked;
