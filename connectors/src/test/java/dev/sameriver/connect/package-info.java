@NullMarked
package dev.sameriver.connect;

import org.jspecify.annotations.NullMarked;
