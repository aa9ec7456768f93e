@NullMarked
package dev.sameriver.kafka;

import org.jspecify.annotations.NullMarked;
