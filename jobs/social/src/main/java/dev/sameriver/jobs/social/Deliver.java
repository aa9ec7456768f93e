package dev.sameriver.jobs.social;

import dev.sameriver.ordered.Machine;
import dev.sameriver.ordered.OrderedEvent;
import dev.sameriver.ordered.Results;
import org.jspecify.annotations.Nullable;

/** Gives a member's messages to those who are friends when it is their turn. */
final class Deliver implements Machine<Friends, Act, Delivery> {

    @Override
    public Friends apply(
            @Nullable Friends before, OrderedEvent<Act> event, Results<Delivery> results) {
        Friends friends = before == null ? Friends.NONE : before;
        if (event.value() instanceof Friendship friendship) {
            return changed(friends, friendship);
        }
        Message message = (Message) event.value();
        String id = required("id", message.id());
        String member = required("member", message.member());
        String text = required("text", message.text());
        for (String friend : friends.names()) {
            results.give(new Delivery(id, friend, member, text));
        }
        return friends;
    }

    private static Friends changed(Friends friends, Friendship friendship) {
        String friend = required("friend", friendship.friend());
        return switch (required("change", friendship.change())) {
            case Friendship.FRIEND -> friends.with(friend);
            case Friendship.UNFRIEND -> friends.without(friend);
            default ->
                    throw new IllegalArgumentException(
                            "a change must be friend or unfriend, but is " + friendship.change());
        };
    }

    private static String required(String column, @Nullable String value) {
        if (value == null) {
            throw new IllegalArgumentException("the act has no " + column);
        }
        return value;
    }
}
