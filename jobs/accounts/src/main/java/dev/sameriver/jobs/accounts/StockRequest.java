package dev.sameriver.jobs.accounts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message to the stock of an item, as one attempt to send it.
 *
 * @param requestId the sender's id, the same in all attempts
 * @param item what is in stock
 * @param act {@value #DELIVER}: pieces have come; {@value #ORDER}: a customer buys some; {@value
 *     #SHIP}: an order leaves; {@value #CANCEL}: an order is taken back
 * @param orderId the request id of the order that is shipped or cancelled
 * @param pieces that are delivered or ordered, from 1 to {@value #MOST_PIECES}
 * @param made when the sender made the request, the same in all attempts
 */
public record StockRequest(
        @Nullable String requestId,
        @Nullable String item,
        @Nullable String act,
        @Nullable String orderId,
        long pieces,
        @Nullable Instant made) {

    static final String DELIVER = "deliver";
    static final String ORDER = "order";
    static final String SHIP = "ship";
    static final String CANCEL = "cancel";

    static final long MOST_PIECES = 1_000_000;

    /** Whether it says what is to be done with which item or order, and with an amount in range. */
    boolean isValid() {
        if (item == null || act == null) {
            return false;
        }
        return switch (act) {
            case DELIVER, ORDER -> pieces >= 1 && pieces <= MOST_PIECES;
            case SHIP, CANCEL -> orderId != null;
            default -> false;
        };
    }

    /** The item that decides; the empty text if the request does not say. */
    String stocked() {
        return item == null ? "" : item;
    }
}
