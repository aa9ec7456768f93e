/** What the verbs {@code replay} and {@code run} do: a view's job, embedded or on a cluster. */
@NullMarked
package dev.sameriver.run;

import org.jspecify.annotations.NullMarked;
