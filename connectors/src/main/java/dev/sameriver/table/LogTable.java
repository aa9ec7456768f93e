package dev.sameriver.table;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.Manifest;
import dev.sameriver.connect.Settings;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.source.ReadScope;
import dev.sameriver.source.SourceSpec;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;

/**
 * A log as a query reads it.
 *
 * @param inOrder whether the query is a stream, which reads each partition in order
 * @param live whether it goes on into Kafka, without end
 * @param zone of the query's session
 * @param isOfDead whether its rows are the dead letters, else the events
 * @param failsOnDead whether a dead letter fails the query
 */
record LogTable(
        Settings settings,
        String log,
        Duration disorder,
        boolean inOrder,
        boolean live,
        ZoneId zone,
        boolean isOfDead,
        boolean failsOnDead) {

    /** The source of what lies in a scope. */
    SourceSpec spec(ReadScope scope) {
        return live
                ? SourceSpec.live(settings, log, disorder, scope, LiveOptions.NONE)
                : SourceSpec.bounded(settings, log, disorder, inOrder, scope);
    }

    /**
     * The log's archive.
     *
     * @throws UserError if it is not there or cannot be read
     */
    LogArchive archive() {
        try {
            return LogArchive.open(settings.require(Settings.ARCHIVE), settings.hadoop(), log);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** What the archive holds now. */
    Manifest manifest() {
        try {
            return archive().manifest();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    UserError unreadable(IOException cause) {
        return new UserError(
                "The archive must be readable, but log "
                        + log
                        + " in archive "
                        + settings.require(Settings.ARCHIVE)
                        + " is not ("
                        + cause.getMessage()
                        + "): check the address, and that it is up.",
                cause);
    }
}
