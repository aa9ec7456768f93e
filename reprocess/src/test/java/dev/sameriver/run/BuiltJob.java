package dev.sameriver.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The job that the module of a test has built. */
public final class BuiltJob {

    private BuiltJob() {}

    /** Its whole jar, as it is submitted. */
    public static Path jar() throws IOException {
        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(Path.of("target"), "*-job.jar")) {
            return jars.iterator().next().toAbsolutePath();
        }
    }
}
