package dev.sameriver.operator;

import dev.sameriver.aggregate.CountedEvents;
import dev.sameriver.log.CountedEvent;
import dev.sameriver.log.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The windows of a view, listed by the naive oracle and put in order: by when they end, then by the
 * last event that they count, then by when they start.
 */
final class NaiveWindowOrder {

    /** Windows that add up to a multiple of this are refused. */
    static final long REFUSED = 7;

    private record Listed(String key, Instant start, Instant end, long total, Position last) {

        static Listed of(String line) {
            String[] cells = line.split(",", -1);
            Position last =
                    CountedEvents.parse(cells[8]).stream()
                            .map(CountedEvent::position)
                            .max(Comparator.naturalOrder())
                            .orElseThrow();
            return new Listed(
                    cells[0],
                    Instant.parse(cells[1]),
                    Instant.parse(cells[2]),
                    Long.parseLong(cells[4]),
                    last);
        }

        boolean isRefused() {
            return total % REFUSED == 0;
        }

        String place() {
            return last.partition() + "/" + last.offset();
        }
    }

    private NaiveWindowOrder() {}

    /** The windows that are not refused, with their ranks, and what lies beside. */
    static NaiveViews.Result of(ViewCase view) {
        NaiveViews.Result naive = view.listed();
        List<Listed> windows =
                naive.rows().stream()
                        .map(Listed::of)
                        .sorted(
                                Comparator.comparing(Listed::end)
                                        .thenComparing(Listed::last)
                                        .thenComparing(Listed::start))
                        .toList();
        List<String> rows = new ArrayList<>();
        for (Listed window : windows) {
            if (!window.isRefused()) {
                rows.add(
                        String.join(
                                ",",
                                String.valueOf(rows.size() + 1),
                                window.end().minusMillis(1).toString(),
                                window.key(),
                                window.start().toString(),
                                window.end().toString(),
                                String.valueOf(window.total())));
            }
        }
        return new NaiveViews.Result(
                rows.stream().sorted().toList(),
                naive.late(),
                Stream.concat(
                                naive.dead().stream(),
                                windows.stream().filter(Listed::isRefused).map(Listed::place))
                        .sorted()
                        .toList(),
                naive.counted(),
                naive.lateCount(),
                naive.deadCount());
    }
}
