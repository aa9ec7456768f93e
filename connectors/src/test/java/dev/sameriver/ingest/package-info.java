@NullMarked
package dev.sameriver.ingest;

import org.jspecify.annotations.NullMarked;
