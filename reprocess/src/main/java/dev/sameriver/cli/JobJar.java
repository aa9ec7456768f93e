package dev.sameriver.cli;

import dev.sameriver.sandbox.SandboxOptions;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The jar that a cluster gets for a job of our own: any view's whole jar, as all hold the same. */
final class JobJar {

    private JobJar() {}

    /**
     * Finds one below {@code jobs/} of the repository.
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
