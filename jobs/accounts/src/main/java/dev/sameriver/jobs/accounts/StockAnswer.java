package dev.sameriver.jobs.accounts;

/**
 * What became of a request to the stock.
 *
 * @param verdict {@code delivered}, {@code sold}, {@code shipped}, {@code cancelled}; {@code
 *     unknown} if the item has no such order, or not any more, and of an order whose id has an open
 *     one already; {@code invalid}
 * @param pieces that were delivered, or are in the order; 0 if unknown
 * @param stock of the item after it: what came minus what was shipped, below 0 if too much was
 * @param missing of an apology: how many of the order's pieces were not there; else 0
 */
public record StockAnswer(
        StockRequest request, String verdict, long pieces, long stock, long missing) {

    /** For readers of rows: {@code apology} if pieces are missing, else {@code decision}. */
    String kind() {
        return missing > 0 ? "apology" : "decision";
    }
}
