package dev.sameriver.upgrade;

import dev.sameriver.ordered.InputOperator;
import dev.sameriver.ordered.InputStage;
import dev.sameriver.ordered.RekeyOperator;
import dev.sameriver.view.Column;
import java.io.Serializable;
import java.util.List;

/**
 * What comes to a machine: the events of a log, or what another machine gives.
 *
 * @param log the log's name; empty for what another machine gives
 * @param number of the log among those of the view, by which held events name it; 0 without one
 * @param input of the machine, from 0 on, by which held events are told apart
 */
record InputShape(String uid, String log, int number, int input, List<Column> keys)
        implements Serializable {

    static InputShape of(String uid, InputOperator<?> operator) {
        InputStage<?> stage = operator.stage();
        return new InputShape(
                uid, stage.log(), stage.number(), stage.lane().input(), stage.keys().columns());
    }

    static InputShape of(String uid, RekeyOperator<?> operator) {
        return new InputShape(uid, "", 0, operator.input(), operator.keys().columns());
    }

    /** Where its events stand among those of others, in words: {@code log rates as input 0}. */
    String place() {
        return (log.isEmpty() ? "results" : "log " + log + " (number " + number + ")")
                + " as input "
                + input;
    }
}
