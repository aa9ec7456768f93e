package dev.sameriver.ordered;

import org.jspecify.annotations.Nullable;

/**
 * A machine that holds events back, and so gives results and refusals of others than the one that
 * it is applied to: its {@link Results} are {@link Places}.
 */
interface HoldingMachine<S, T, R> extends Machine<S, T, R> {

    /**
     * Is called when a state expires, in place of forgetting it.
     *
     * @param time when, in milliseconds since 1970-01-01T00:00Z: events before it were applied, and
     *     those at it were not
     * @return the state from now on, which expires later; null for none
     */
    @Nullable S expire(S state, long time, Places<R> places);

    /** Takes what becomes of events that were held back. */
    interface Places<R> extends Results<R> {

        /**
         * Gives a result at a place of its own.
         *
         * @param result not before the event that the machine is applied to
         */
        void place(OrderedEvent<R> result);

        /** Sends an event to the dead letters, with the reason. */
        void refuse(OrderedEvent<?> event, String reason);
    }
}
