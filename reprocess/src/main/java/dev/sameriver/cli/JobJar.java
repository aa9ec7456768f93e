package dev.sameriver.cli;

import dev.sameriver.job.SqlFiles;
import dev.sameriver.run.SqlJar;
import dev.sameriver.sandbox.SandboxOptions;
import dev.sameriver.sql.SqlView;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The jar that a cluster gets for a job. */
final class JobJar {

    private JobJar() {}

    /**
     * The jar of a view, with all that a cluster needs: the one that the build puts beside the
     * view's own, or, of a view that is a file of SQL, one that is made of it and of another's.
     *
     * @throws UserError if there is none
     */
    static Path of(View view) {
        try {
            if (!(view instanceof SqlView sql)) {
                return beside(Path.of(location(view)), view);
            }
            return SqlFiles.isFile(sql.origin().toString())
                    ? whole(sql)
                    : beside(sql.origin(), view);
        } catch (IOException | URISyntaxException e) {
            throw new UserError(
                    "The jar of view " + view.name() + " cannot be found: give it with --jar.", e);
        }
    }

    /** What a user gave for a jar: one, or a file of SQL that one is made of. */
    static Path of(Path given) throws IOException {
        return SqlFiles.isFile(given.toString()) ? whole(SqlView.read(given)) : given;
    }

    private static Path whole(SqlView sql) throws IOException {
        if (sql.step() != null) {
            throw new UserError(
                    "A table's option step names a class of the jar that the view is in, but "
                            + sql.origin()
                            + ", whose step is "
                            + sql.step()
                            + ", is a file by itself: put it into the resources of that class's"
                            + " jar as "
                            + SqlFiles.entry(sql)
                            + ", and name the view "
                            + sql.name()
                            + "@"
                            + sql.version()
                            + ", with --jar if the jar is not in jobs/.");
        }
        return SqlJar.of(sql, find());
    }

    private static URI location(View view) throws URISyntaxException {
        return view.getClass().getProtectionDomain().getCodeSource().getLocation().toURI();
    }

    private static Path beside(Path own, View view) throws IOException {
        Path folder = own.toAbsolutePath().resolveSibling("");
        Path found = in(folder);
        if (found == null) {
            throw new UserError(
                    "A cluster needs the job's whole jar, but there is none in "
                            + folder
                            + " for view "
                            + view.name()
                            + ": build it with mvn package, or give it with --jar.");
        }
        return found.toAbsolutePath();
    }

    /**
     * Finds any view's, as all hold the same besides the views, below {@code jobs/} of the
     * repository.
     *
     * @throws UserError if none is built
     */
    static Path find() throws IOException {
        Path jobs = SandboxOptions.defaults().home().resolve("jobs");
        if (Files.isDirectory(jobs)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(jobs)) {
                for (Path folder : folders) {
                    Path jar = in(folder.resolve("target"));
                    if (jar != null) {
                        return jar.toAbsolutePath();
                    }
                }
            }
        }
        throw new UserError(
                "A cluster needs the job's whole jar, but there is no *-job.jar below "
                        + jobs
                        + ": build one with mvn package, or give one with --jar.");
    }

    private static @Nullable Path in(Path target) throws IOException {
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "*-job.jar")) {
                for (Path jar : jars) {
                    return jar;
                }
            }
        }
        return null;
    }
}
