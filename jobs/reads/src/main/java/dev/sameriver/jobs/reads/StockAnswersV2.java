package dev.sameriver.jobs.reads;

import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.View;

/**
 * Version 2 of {@link StockAnswers}: readers are told how many pieces are free, so that a
 * reservation is a change too.
 */
public final class StockAnswersV2 implements View {

    @Override
    public String name() {
        return "stock-answers";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public Rows derive(Inputs inputs) {
        return Stock.levels(inputs, new Count(true));
    }
}
