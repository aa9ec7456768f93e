/** Tests of the Beam rendition; what it is compared with runs in processes of its own. */
@NullMarked
package dev.sameriver.beam;

import org.jspecify.annotations.NullMarked;
