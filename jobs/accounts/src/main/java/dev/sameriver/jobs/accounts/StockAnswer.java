package dev.sameriver.jobs.accounts;

/**
 * What became of a request to the stock.
 *
 * @param answer {@code delivered}, {@code sold}, {@code shipped}, {@code cancelled}, {@code
 *     apology}; {@code unknown} of an order that there is not, or not any more; {@code invalid}
 * @param pieces that were delivered, or are in the order
 * @param stock of the item after it: what came minus what was shipped, below 0 if too much was
 * @param missing of an apology: how many of the order's pieces were not there; else 0
 */
public record StockAnswer(
        StockRequest request, String answer, long pieces, long stock, long missing) {}
