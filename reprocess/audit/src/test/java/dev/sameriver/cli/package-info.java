@NullMarked
package dev.sameriver.cli;

import org.jspecify.annotations.NullMarked;
