/** Where the outside parts are, and how to reach them: one class owns the settings. */
@NullMarked
package dev.sameriver.connect;

import org.jspecify.annotations.NullMarked;
