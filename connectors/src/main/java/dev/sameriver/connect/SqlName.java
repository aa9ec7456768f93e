package dev.sameriver.connect;

/** Names in Postgres' SQL. */
public final class SqlName {

    private SqlName() {}

    /** The name in quotes, so that it may be any word and keeps its case. */
    public static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
