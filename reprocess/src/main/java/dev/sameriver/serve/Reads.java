package dev.sameriver.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sameriver.registry.LogPosition;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.registry.VersionRows;
import dev.sameriver.registry.VersionState;
import dev.sameriver.versions.Router;
import dev.sameriver.versions.RowSource;
import dev.sameriver.view.UserError;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads from Postgres, each read one transaction. */
final class Reads {

    private static final String CANCELED = "57014";
    private static final String BAD_VALUE_CLASS = "22";

    private final DataSource connections;

    /**
     * @param connections gives connections that are read-only, at isolation repeatable read, and
     *     without auto-commit
     */
    Reads(DataSource connections) {
        this.connections = connections;
    }

    /** All versions of all views, by view and version. */
    List<Version> versions() {
        return again(VersionRows::all);
    }

    /**
     * Reads rows, unless the version has not reached the position asked for.
     *
     * @throws Problem if the request cannot be answered
     */
    Answer read(ReadRequest request) {
        return again(connection -> answer(connection, request));
    }

    /**
     * Tries twice: a pooled connection may have died with a server that is back by now, and a table
     * may have been dropped after its version was chosen, which the registry then knows.
     */
    private <T> T again(Read<T> read) {
        try {
            return once(read);
        } catch (UserError e) {
            return last(read);
        } catch (SQLException e) {
            String state = Objects.toString(e.getSQLState(), "");
            if (state.equals(CANCELED) || state.startsWith(BAD_VALUE_CLASS)) {
                throw problem(e);
            }
            return last(read);
        }
    }

    private <T> T last(Read<T> read) {
        try {
            return once(read);
        } catch (UserError e) {
            throw new Problem(Problem.UNAVAILABLE, String.valueOf(e.getMessage()), e);
        } catch (SQLException e) {
            throw problem(e);
        }
    }

    private <T> T once(Read<T> read) throws SQLException {
        try (Connection connection = connections.getConnection()) {
            T result = read.from(connection);
            connection.commit();
            return result;
        }
    }

    /**
     * What a read would give, but without rows.
     *
     * @param versions all versions of the view
     * @throws Problem if the request cannot be answered
     */
    static Answer standing(List<Version> versions, ReadRequest request) {
        Version version = version(versions, request);
        return new Answer(
                version, missing(version, versions, request.options().position()), List.of(), null);
    }

    private static Answer answer(Connection connection, ReadRequest request) throws SQLException {
        List<Version> versions = VersionRows.of(connection, request.view());
        Answer standing = standing(versions, request);
        if (standing.isBehind()) {
            return standing;
        }
        Version version = standing.version();
        RowSource source = RowSource.of(connection, version, versions);
        RowQuery query = RowQuery.of(source, request);
        List<List<@Nullable Object>> rows = query.run(connection, request.limit() + 1);
        boolean more = rows.size() > request.limit();
        List<List<@Nullable Object>> page = more ? rows.subList(0, request.limit()) : rows;
        List<ObjectNode> json = page.stream().map(row -> RowJson.of(source.table(), row)).toList();
        return new Answer(
                version,
                LogPosition.EMPTY,
                json,
                more
                        ? Cursor.of(version, RowJson.key(source.table(), page.get(page.size() - 1)))
                        : null);
    }

    private static Version version(List<Version> versions, ReadRequest request) {
        Cursor cursor = request.cursor();
        if (cursor != null) {
            return sameVersion(versions, cursor);
        }
        if (versions.isEmpty()) {
            throw new Problem(
                    Problem.NOT_FOUND,
                    "A view must be in the registry, but "
                            + request.view()
                            + " is not: see /views.");
        }
        return Router.route(versions, request.options().reader())
                .orElseThrow(
                        () ->
                                new Problem(
                                        Problem.NOT_FOUND,
                                        "A view can be read once a version is promoted, but none"
                                                + " of "
                                                + request.view()
                                                + " is: see /views."));
    }

    private static Version sameVersion(List<Version> versions, Cursor cursor) {
        VersionKey key = new VersionKey(cursor.view(), cursor.version());
        Optional<Version> version = find(versions, key);
        if (version.isEmpty() || version.get().state() != VersionState.SERVING) {
            throw new Problem(
                    Problem.GONE,
                    "All pages of a listing are of one version, but "
                            + key
                            + (version.isEmpty() || version.get().state() == VersionState.RETIRED
                                    ? " was retired"
                                    : " serves no more")
                            + ": leave the cursor out to start over.");
        }
        if (!cursor.isOf(version.get())) {
            throw new Problem(
                    Problem.GONE,
                    "All pages of a listing take each window from one version, but the cutover of "
                            + key
                            + " has changed since the first: leave the cursor out to start over.");
        }
        return version.get();
    }

    /** At a cutover, rows come from two versions, which must both have come so far. */
    private static LogPosition missing(
            Version version, List<Version> versions, LogPosition wanted) {
        LogPosition missing = version.position().missing(wanted);
        Integer from = version.cutoverFrom();
        if (from == null) {
            return missing;
        }
        return find(versions, new VersionKey(version.key().view(), from))
                .map(before -> before.position().missing(wanted).furthest(missing))
                .orElse(missing);
    }

    private static Optional<Version> find(List<Version> versions, VersionKey key) {
        return versions.stream().filter(version -> version.key().equals(key)).findFirst();
    }

    private static Problem problem(SQLException e) {
        String state = Objects.toString(e.getSQLState(), "");
        if (state.startsWith(BAD_VALUE_CLASS)) {
            return new Problem(
                    Problem.BAD_REQUEST,
                    "A value must fit its column, but Postgres refuses one ("
                            + e.getMessage()
                            + "): change it.",
                    e);
        }
        if (state.equals(CANCELED)) {
            return new Problem(
                    Problem.UNAVAILABLE,
                    "A read must be done within "
                            + ReadPool.MOST_SECONDS
                            + " s, but this one was not: ask for a narrower range.",
                    e);
        }
        return new Problem(
                Problem.UNAVAILABLE,
                "Rows are in Postgres, but it could not be read ("
                        + e.getMessage()
                        + "): try again when it is up.",
                e);
    }

    /** What is read in a transaction. */
    private interface Read<T> {
        T from(Connection connection) throws SQLException;
    }
}
