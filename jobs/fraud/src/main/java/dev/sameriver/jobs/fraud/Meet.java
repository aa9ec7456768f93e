package dev.sameriver.jobs.fraud;

import dev.sameriver.ordered.Machine;
import dev.sameriver.ordered.OrderedEvent;
import dev.sameriver.ordered.Results;
import org.jspecify.annotations.Nullable;

/**
 * By one identity: joins each purchase with the reputation that holds at its time, which the
 * outcomes before it have made.
 */
record Meet(Identity identity) implements Machine<Reputation, Step, Step> {

    @Override
    public Reputation apply(
            @Nullable Reputation before, OrderedEvent<Step> event, Results<Step> steps) {
        Reputation reputation = before == null ? Reputation.NONE : before;
        Step step = event.value();
        Boolean chargeback = step.chargeback();
        if (chargeback == null) {
            steps.give(step.met(reputation));
            return reputation;
        }
        if (identity != Identity.SHIPPING) {
            steps.give(step);
        }
        return reputation.with(Evidence.of(event.position(), chargeback));
    }
}
