package dev.sameriver.run;

import dev.sameriver.view.UserError;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.util.ChildFirstClassLoader;

/**
 * The classes of a job's jar in this process.
 *
 * <p>A jar's own classes go before those that this process has under the same names, so that two
 * builds of one view can be side by side. What views are written against, and what it stands on, is
 * this process's, for all of them.
 */
public final class JobClasses {

    /**
     * The libraries that a jar's classes share with this process, as they do Flink and Hadoop;
     * Flink's SQL parser, which they share as well, stands on Calcite and Guava.
     */
    public static final List<String> LIBRARIES =
            List.of(
                    "com.datadoghq.",
                    "com.fasterxml.jackson.",
                    "com.google.common.",
                    "de.siegmar.",
                    "org.apache.avro.",
                    "org.apache.calcite.",
                    "org.apache.kafka.",
                    "org.apache.parquet.",
                    "org.postgresql.");

    /** What a jar's classes share with this process: libraries, and what views stand on. */
    public static final List<String> SHARED =
            Stream.concat(
                            LIBRARIES.stream(),
                            Stream.of(
                                    "dev.sameriver.aggregate.",
                                    "dev.sameriver.archive.",
                                    "dev.sameriver.archiver.",
                                    "dev.sameriver.connect.",
                                    "dev.sameriver.constraint.",
                                    "dev.sameriver.expression.",
                                    "dev.sameriver.function.",
                                    "dev.sameriver.ingest.",
                                    "dev.sameriver.job.",
                                    "dev.sameriver.kafka.",
                                    "dev.sameriver.log.",
                                    "dev.sameriver.operator.",
                                    "dev.sameriver.ordered.",
                                    "dev.sameriver.output.",
                                    "dev.sameriver.registry.",
                                    "dev.sameriver.source.",
                                    "dev.sameriver.sql.",
                                    "dev.sameriver.testkit.",
                                    "dev.sameriver.upgrade.",
                                    "dev.sameriver.view.",
                                    "dev.sameriver.window."))
                    .toList();

    private JobClasses() {}

    /**
     * A loader of a jar's classes.
     *
     * @throws UserError if the jar cannot be read
     */
    public static ClassLoader of(Path jar) {
        List<String> shared = new ArrayList<>(SHARED);
        shared.addAll(List.of(CoreOptions.getParentFirstLoaderPatterns(new Configuration())));
        return new ChildFirstClassLoader(
                new URL[] {url(jar)},
                JobClasses.class.getClassLoader(),
                shared.toArray(String[]::new),
                failure -> {});
    }

    /**
     * Requires that a file is a jar, by its content.
     *
     * @param flag how the user named it, for the message
     * @throws UserError if it is none
     */
    public static void requireJar(Path jar, String flag) {
        try (ZipFile opened = new ZipFile(jar.toFile())) {
            opened.size();
        } catch (IOException e) {
            throw new UserError(
                    "A job's code is a jar, but "
                            + flag
                            + " "
                            + jar
                            + " is none ("
                            + e.getMessage()
                            + "): give one like"
                            + " jobs/airport-delays/target/airport-delays-*-job.jar.",
                    e);
        }
    }

    static URL url(Path jar) {
        if (!Files.isReadable(jar)) {
            throw new UserError(
                    "A job's jar must be readable, but " + jar + " is not: check the path.");
        }
        requireJar(jar, "--jar");
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UserError("A job's jar is a file, but " + jar + " is not: check it.", e);
        }
    }
}
