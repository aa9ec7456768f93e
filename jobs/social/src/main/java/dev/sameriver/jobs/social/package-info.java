/**
 * A social network: members have friends and send messages to them, from devices whose clocks
 * disagree. Nobody who was no friend any more when a message was sent is given it.
 */
@NullMarked
package dev.sameriver.jobs.social;

import org.jspecify.annotations.NullMarked;
