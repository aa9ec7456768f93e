@NullMarked
package dev.sameriver.audit;

import org.jspecify.annotations.NullMarked;
