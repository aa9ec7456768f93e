package dev.sameriver.jobs.social;

import static dev.sameriver.view.ResultColumn.column;

import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.View;

/** Who is given which message: one row for each message and friend. */
public final class Deliveries implements View {

    @Override
    public String name() {
        return "deliveries";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Rows derive(Inputs inputs) {
        return Acts.byTime(inputs)
                .after(Acts.SEEN)
                .derive(new Deliver(), Friends.class, Delivery.class)
                .key(column("message", Delivery::message), column("friend", Delivery::friend))
                .select(column("member", Delivery::member), column("text", Delivery::text));
    }
}
