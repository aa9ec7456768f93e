@NullMarked
package dev.sameriver.sql;

import org.jspecify.annotations.NullMarked;
