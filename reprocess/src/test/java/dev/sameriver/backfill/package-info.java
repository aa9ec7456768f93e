@NullMarked
package dev.sameriver.backfill;

import org.jspecify.annotations.NullMarked;
