package dev.sameriver.jobs.reads;

import static dev.sameriver.aggregate.Aggregates.count;
import static dev.sameriver.aggregate.Aggregates.sum;
import static dev.sameriver.view.ResultColumn.column;

import dev.sameriver.view.Answer;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.View;
import dev.sameriver.window.Windows;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What readers are told of an item: its movements of the last hour, every quarter. */
public final class TurnoverAnswers implements View {

    @Override
    public String name() {
        return "turnover-answers";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Rows derive(Inputs inputs) {
        return Stock.answers(
                inputs,
                inputs.events("movements", Movement.class)
                        .disorder(Stock.DISORDER)
                        .keyBy("item", Movement::item)
                        .window(Windows.hopping(Duration.ofHours(1), Duration.ofMinutes(15)))
                        .derive(Turnover.class, count("movements"), sum("pieces", Movement::free))
                        .keyBy("item", Turnover::item),
                column("movements", TurnoverAnswers::movements),
                column("pieces", TurnoverAnswers::pieces));
    }

    private static @Nullable Long movements(Answer<StockRead, Turnover> answer) {
        Turnover turnover = answer.value();
        return turnover == null ? null : turnover.movements();
    }

    private static @Nullable Long pieces(Answer<StockRead, Turnover> answer) {
        Turnover turnover = answer.value();
        return turnover == null ? null : turnover.pieces();
    }
}
