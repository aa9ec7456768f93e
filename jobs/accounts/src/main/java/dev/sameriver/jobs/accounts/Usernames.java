package dev.sameriver.jobs.accounts;

import static dev.sameriver.view.ResultColumn.column;

import dev.sameriver.constraint.Claim;
import dev.sameriver.constraint.Once;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.View;
import java.time.Duration;

/** Who was given which username, and who was not: one row a request. */
public final class Usernames implements View {

    @Override
    public String name() {
        return "usernames";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Rows derive(Inputs inputs) {
        return inputs.events("name-requests", NameRequest.class)
                .disorder(Duration.ofMinutes(10))
                .keyBy("request_id", NameRequest::requestId)
                .inOrder(
                        Once.within(Duration.ofHours(1), NameRequest::made),
                        Long.class,
                        NameRequest.class)
                .keyBy("name", NameRequest::wanted)
                .inOrder(new Assign(), Claim.class, NameAnswer.class)
                .key(column("request_id", answer -> answer.request().requestId()))
                .select(
                        column("verdict", NameAnswer::verdict),
                        column("name", answer -> answer.request().name()),
                        column("member", answer -> answer.request().member()),
                        column("holder", NameAnswer::holder),
                        column("held_until", NameAnswer::until));
    }
}
