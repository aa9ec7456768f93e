package dev.sameriver.upgrade;

import dev.sameriver.ordered.AsOfMachine;
import dev.sameriver.ordered.Machine;
import dev.sameriver.ordered.MachineOperator;
import java.io.Serializable;
import java.util.Locale;

/**
 * A machine of a view, which is given events in order and holds those whose turn has not come.
 *
 * @param rule what is declared of it: {@code as of, unmatched keep} of a join; empty of a machine
 *     of the view's own
 */
record MachineShape(String uid, String rule) implements Serializable {

    static MachineShape of(String uid, MachineOperator<?, ?, ?> operator) {
        Machine<?, ?, ?> machine = operator.stage().machine();
        return new MachineShape(
                uid,
                machine instanceof AsOfMachine<?, ?> join
                        ? "as of, unmatched " + join.unmatched().name().toLowerCase(Locale.ROOT)
                        : "");
    }
}
