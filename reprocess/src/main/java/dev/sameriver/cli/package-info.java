/**
 * The command line: parses, prints, and gives exit codes; the work is done elsewhere.
 *
 * <p>Exit codes are 0 for success, 1 for a failure, and 2 for a misuse, which is answered with one
 * sentence. What a command is asked for goes to standard output, and everything else to standard
 * error.
 */
@NullMarked
package dev.sameriver.cli;

import org.jspecify.annotations.NullMarked;
