package dev.sameriver.jobs.reads;

import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.View;

/** What readers are told of an item: how many pieces are in the warehouse. */
public final class StockAnswers implements View {

    @Override
    public String name() {
        return "stock-answers";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Rows derive(Inputs inputs) {
        return Stock.levels(inputs, new Count(false));
    }
}
