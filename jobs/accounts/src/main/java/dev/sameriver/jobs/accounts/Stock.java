package dev.sameriver.jobs.accounts;

import static dev.sameriver.view.ResultColumn.column;

import dev.sameriver.constraint.Escrow;
import dev.sameriver.constraint.Once;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.View;
import java.time.Duration;

/** What became of deliveries and orders: one row a request, and one an apology. */
public final class Stock implements View {

    @Override
    public String name() {
        return "stock";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Rows derive(Inputs inputs) {
        return inputs.events("stock-requests", StockRequest.class)
                .disorder(Duration.ofMinutes(10))
                .keyBy("request_id", StockRequest::requestId)
                .inOrder(
                        Once.within(Duration.ofHours(1), StockRequest::made),
                        Long.class,
                        StockRequest.class)
                .keyBy("item", StockRequest::stocked)
                .inOrder(new Sell(), Escrow.class, StockAnswer.class)
                .key(
                        column("request_id", answer -> answer.request().requestId()),
                        column("kind", StockAnswer::kind))
                .select(
                        column("verdict", StockAnswer::verdict),
                        column("item", answer -> answer.request().item()),
                        column("order_id", answer -> answer.request().orderId()),
                        column("pieces", StockAnswer::pieces),
                        column("stock", StockAnswer::stock),
                        column("missing", StockAnswer::missing));
    }
}
