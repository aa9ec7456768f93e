package com.acme;

import static dev.sameriver.view.ResultColumn.column;

import dev.sameriver.ordered.*;
import dev.sameriver.view.*;
import java.time.*;

public final class Bookings implements View {

    public String name() {
        return "bookings";
    }

    public int version() {
        return 1;
    }

    public Rows derive(Inputs inputs) {
        KeyedInput<Deposit> deposits = inputs.events("deposits", Deposit.class)
                .disorder(Duration.ofHours(1))
                .keyBy("account", Deposit::account);
        KeyedInput<Payment> payments = inputs.events("payments", Payment.class)
                .disorder(Duration.ofHours(2))
                .keyBy("account", Payment::account);
        KeyedInput<Rate> rates = inputs.events("rates", Rate.class)
                .disorder(Duration.ofDays(1))
                .keyBy("currency", Rate::currency);
        return InOrder.<Movement>of(deposits, payments)
                .derive(new Balances(), Balance.class, Booking.class)
                .keyBy("currency", Booking::currency)
                .asOf(rates)
                .keepUnmatched()
                .select(
                        column("account", match -> match.event().account()),
                        column("cents", match -> match.event().cents()));
    }

    public interface Movement {
        String account();

        long cents();
    }

    public record Deposit(String account, long cents) implements Movement {}

    public record Payment(String account, long cents, String shop) implements Movement {}

    public record Rate(String currency, double perEuro) {}

    public record Balance(long cents) {}

    public record Booking(String account, String currency, long cents) {}

    public static final class Balances implements Machine<Balance, Movement, Booking> {

        @Override
        public Balance apply(
                Balance before, OrderedEvent<Movement> event, Results<Booking> results) {
            long cents = (before == null ? 0 : before.cents()) + event.value().cents();
            results.give(new Booking(event.value().account(), "EUR", cents));
            return new Balance(cents);
        }
    }
}
