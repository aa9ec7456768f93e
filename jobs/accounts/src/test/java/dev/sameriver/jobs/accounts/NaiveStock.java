package dev.sameriver.jobs.accounts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules of the stock, written out over the file itself. */
final class NaiveStock {

    private record OrderKey(String item, String id) {}

    private record Order(long pieces, Instant since) {

        boolean isOpen(Instant time) {
            return time.isBefore(since.plus(Duration.ofHours(1)));
        }
    }

    private final Map<String, Long> stock = new HashMap<>();
    private final Map<OrderKey, Order> orders = new HashMap<>();
    private final List<String> rows = new ArrayList<>();

    private NaiveStock() {}

    /** The line that a replay of all requests must print. */
    static String line(Path file) throws IOException {
        NaiveRequests requests = new NaiveRequests(file);
        NaiveStock naive = new NaiveStock();
        requests.once().forEach(naive::take);
        return requests.line(naive.rows);
    }

    private void take(NaiveRequests.Attempt request) {
        String item = request.cells()[1];
        long pieces = Long.parseLong(request.cells()[4]);
        switch (request.cells()[2]) {
            case "deliver" -> {
                stock.merge(item, pieces, Long::sum);
                row(request, "delivered", pieces, 0);
            }
            case "order" -> order(request, new OrderKey(item, request.id()), pieces);
            default -> end(request, item);
        }
    }

    /** Sells the pieces, unless the item has an open order of that id. */
    private void order(NaiveRequests.Attempt request, OrderKey key, long pieces) {
        Order before = orders.get(key);
        if (pieces == 0) {
            row(request, "invalid", 0, 0);
        } else if (before != null && before.isOpen(request.sent())) {
            row(request, "unknown", 0, 0);
        } else {
            orders.put(key, new Order(pieces, request.sent()));
            row(request, "sold", pieces, 0);
        }
    }

    /** Ships or cancels an order of the item that is less than an hour old. */
    private void end(NaiveRequests.Attempt request, String item) {
        Order order = orders.remove(new OrderKey(item, request.cells()[3]));
        if (order == null || !order.isOpen(request.sent())) {
            row(request, "unknown", 0, 0);
        } else if (request.cells()[2].equals("cancel")) {
            row(request, "cancelled", order.pieces(), 0);
        } else {
            long there = Math.max(0, stock.getOrDefault(item, 0L));
            stock.merge(item, -order.pieces(), Long::sum);
            row(request, "shipped", order.pieces(), 0);
            if (there < order.pieces()) {
                row(request, "shipped", order.pieces(), order.pieces() - there);
            }
        }
    }

    private void row(NaiveRequests.Attempt request, String verdict, long pieces, long missing) {
        String item = request.cells()[1];
        rows.add(
                "%s,%s,%s,%s,%s,%s,%d,%d,%d"
                        .formatted(
                                request.id(),
                                missing > 0 ? "apology" : "decision",
                                request.sent(),
                                verdict,
                                item,
                                request.cells()[3],
                                pieces,
                                stock.getOrDefault(item, 0L),
                                missing));
    }
}
