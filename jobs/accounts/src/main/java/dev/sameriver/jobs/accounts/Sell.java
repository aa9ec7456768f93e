package dev.sameriver.jobs.accounts;

import dev.sameriver.constraint.Escrow;
import dev.sameriver.constraint.Escrow.Answer;
import dev.sameriver.ordered.Machine;
import dev.sameriver.ordered.OrderedEvent;
import dev.sameriver.ordered.Results;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sells whatever is ordered, and looks at the stock only when an order is shipped: if pieces of it
 * are not there, it is shipped all the same, and an apology for them is due. An order that is not
 * shipped within an hour ends by itself.
 *
 * <p>With 10 pieces in stock, orders of 7 and of 5 are both sold. When both are shipped, the second
 * has an apology for 2 pieces, unless 2 or more were delivered in between, or the first was
 * cancelled.
 */
final class Sell implements Machine<Escrow, StockRequest, StockAnswer> {

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final Escrow.Rules LOOSELY = new Escrow.Rules(0, false, HOUR);

    @Override
    public @Nullable Escrow apply(
            @Nullable Escrow before,
            OrderedEvent<StockRequest> event,
            Results<StockAnswer> results) {
        Escrow stock = before == null ? Escrow.EMPTY : before;
        StockRequest request = event.value();
        if (!request.isValid()) {
            results.give(new StockAnswer(request, "invalid", request.pieces(), stock.balance(), 0));
            return before;
        }
        Answer answer = answer(stock, request, event.time());
        long left = answer.next().balance();
        String verdict = verdict(answer);
        results.give(new StockAnswer(request, verdict, answer.amount(), left, 0));
        if (answer.shortfall() > 0) {
            long missing = Math.min(answer.shortfall(), answer.amount());
            results.give(new StockAnswer(request, verdict, answer.amount(), left, missing));
        }
        return answer.next().equals(Escrow.EMPTY) ? null : answer.next();
    }

    /** An item without pieces is forgotten when its newest order has ended, others never. */
    @Override
    public long expiry(Escrow stock) {
        List<Escrow.Hold> orders = stock.holds();
        return stock.balance() == 0 ? orders.get(orders.size() - 1).since() + HOUR : NEVER;
    }

    private static Answer answer(Escrow stock, StockRequest request, long time) {
        return switch (Objects.requireNonNull(request.act())) {
            case StockRequest.DELIVER -> stock.add(request.pieces());
            case StockRequest.ORDER ->
                    stock.reserve(
                            LOOSELY,
                            Objects.requireNonNull(request.requestId()),
                            request.pieces(),
                            time);
            case StockRequest.SHIP ->
                    stock.post(LOOSELY, Objects.requireNonNull(request.orderId()), time);
            default -> stock.cancel(LOOSELY, Objects.requireNonNull(request.orderId()), time);
        };
    }

    private static String verdict(Answer answer) {
        return switch (answer.verdict()) {
            case ADDED -> "delivered";
            case RESERVED -> "sold";
            case POSTED -> "shipped";
            case VOIDED -> "cancelled";
            case UNKNOWN -> "unknown";
            case REFUSED -> throw new IllegalStateException("loose rules refuse nothing");
        };
    }
}
