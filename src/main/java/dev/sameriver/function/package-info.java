/** Functions that travel with a job: the JDK's shapes, made serializable. */
@NullMarked
package dev.sameriver.function;

import org.jspecify.annotations.NullMarked;
