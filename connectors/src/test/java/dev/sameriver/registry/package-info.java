@NullMarked
package dev.sameriver.registry;

import org.jspecify.annotations.NullMarked;
