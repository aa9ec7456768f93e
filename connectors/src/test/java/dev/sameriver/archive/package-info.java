/** Tests of the archive on a local disk. */
@NullMarked
package dev.sameriver.archive;

import org.jspecify.annotations.NullMarked;
