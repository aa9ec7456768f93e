/**
 * Windows, and the arithmetic of their slices.
 *
 * <p>All intervals are [start, end). Aligned windows are cut into <em>slices</em>, the largest
 * spans that no window edge cuts; a slice is named by its end. A record touches one slice, however
 * many windows overlap, and a window's result is merged from its slices. Sessions have no slices:
 * they merge. {@link dev.sameriver.window.Windows} is the door.
 */
@NullMarked
package dev.sameriver.window;

import org.jspecify.annotations.NullMarked;
