package dev.sameriver.serve;

import java.util.List;

/** What can be asked for, all by GET; {@code openapi.json} describes the same. */
enum Endpoint {
    VIEWS("/views", List.of(), false),
    ROW("/views/{view}/row", List.of(), true),
    ROWS("/views/{view}/rows", List.of(Names.FROM, Names.TO, Names.LIMIT, Names.CURSOR), true),
    OPENAPI("/openapi.json", List.of(), false);

    private final String path;
    private final List<String> parameters;
    private final boolean ofRows;

    Endpoint(String path, List<String> parameters, boolean ofRows) {
        this.path = path;
        this.parameters = parameters;
        this.ofRows = ofRows;
    }

    String path() {
        return path;
    }

    /** Parameters of the query that are no columns; those of {@link ReaderOptions} come on top. */
    List<String> parameters() {
        return parameters;
    }

    /** Whether it reads rows, so that it takes columns and {@link ReaderOptions}. */
    boolean ofRows() {
        return ofRows;
    }

    /** The parameters' names. */
    static final class Names {

        static final String FROM = "from";
        static final String TO = "to";
        static final String LIMIT = "limit";
        static final String CURSOR = "cursor";

        private Names() {}
    }
}
