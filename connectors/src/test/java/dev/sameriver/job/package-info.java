/** Tests of whole runs over an archive in a folder. */
@NullMarked
package dev.sameriver.job;

import org.jspecify.annotations.NullMarked;
