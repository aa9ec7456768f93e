@NullMarked
package dev.sameriver.jobs.currency;

import org.jspecify.annotations.NullMarked;
