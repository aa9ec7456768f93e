package dev.sameriver.serve;

import dev.sameriver.serve.Endpoint.Names;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A request for rows.
 *
 * @param oneRow whether the one row of a key is asked for
 * @param columns what columns must be equal to, as text
 * @param from the least end of a window, or null
 * @param to the first end of a window that is not asked for any more, or null
 * @param limit how many rows at most
 * @param cursor where to go on, or null to start
 */
record ReadRequest(
        String view,
        boolean oneRow,
        ReaderOptions options,
        Map<String, String> columns,
        @Nullable String from,
        @Nullable String to,
        int limit,
        @Nullable Cursor cursor) {

    private static final int DEFAULT_LIMIT = 100;
    static final int MOST_ROWS = 10_000;

    /**
     * Reads a request.
     *
     * @param query all parameters of the query
     * @param headers gives a header's value, or null without one
     */
    static ReadRequest of(
            Endpoint endpoint,
            String view,
            Map<String, List<String>> query,
            UnaryOperator<@Nullable String> headers) {
        Map<String, String> values = new TreeMap<>();
        query.forEach((name, given) -> values.put(name, single(name, given)));
        Map<String, String> columns = new TreeMap<>(values);
        columns.keySet().removeAll(endpoint.parameters());
        columns.keySet().removeAll(ReaderOptions.NAMES);
        Map<String, String> own = new TreeMap<>(values);
        own.keySet().retainAll(endpoint.parameters());
        String limit = own.get(Names.LIMIT);
        String cursor = own.get(Names.CURSOR);
        return new ReadRequest(
                view,
                endpoint == Endpoint.ROW,
                ReaderOptions.of(
                        name -> {
                            String value = values.get(name);
                            return value == null
                                    ? headers.apply(ReaderOptions.header(name))
                                    : value;
                        }),
                Collections.unmodifiableMap(columns),
                own.get(Names.FROM),
                own.get(Names.TO),
                limit == null
                        ? DEFAULT_LIMIT
                        : (int) Values.number(Names.LIMIT, limit, 1, MOST_ROWS),
                cursor == null ? null : Cursor.parse(view, cursor));
    }

    private static String single(String name, List<String> given) {
        if (given.size() != 1) {
            throw new Problem(
                    Problem.BAD_REQUEST,
                    "A parameter is given once, but "
                            + name
                            + " was given "
                            + given.size()
                            + " times: leave out all but one.");
        }
        return given.get(0);
    }
}
