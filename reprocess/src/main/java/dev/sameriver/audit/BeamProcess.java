package dev.sameriver.audit;

import dev.sameriver.connect.Settings;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Beam's derivation of a view's rows, which has a Flink of its own and so runs in a process of its
 * own. It is started, goes on while others work, and is waited for; closing ends it.
 */
final class BeamProcess implements AutoCloseable {

    private static final String MAIN = "dev.sameriver.beam.BeamDerivation";
    private static final int MISUSE = 2;
    private static final List<String> OPEN_PACKAGES =
            List.of("lang", "util", "io", "net", "nio", "time", "util.concurrent");

    private final Process process;
    private final Path rows;
    private final Path late;
    private final Path complaints;
    private final Thread stop;

    private BeamProcess(Process process, Path rows, Path late, Path complaints) {
        this.process = process;
        this.rows = rows;
        this.late = late;
        this.complaints = complaints;
        this.stop = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(stop);
    }

    /**
     * What Beam derives.
     *
     * @param view as in {@code airport-delays@1}
     * @param jar of the view
     * @param from windows start at or after this; null for no bound
     * @param to windows end at or before this
     * @param sample null for all keys
     * @param keys only these, and the events of each row; null for all of the sample, without
     * @param parallelism how many threads work
     */
    record Order(
            String view,
            Path jar,
            @Nullable Instant from,
            Instant to,
            @Nullable Sample sample,
            @Nullable Set<String> keys,
            int parallelism) {

        /** The rows of some keys, with their events. */
        Order traced(Instant first, Instant last, Set<String> only) {
            return new Order(view, jar, first, last, null, only, parallelism);
        }
    }

    /**
     * Requires Beam's rendition to be built.
     *
     * @param home the folder that holds its jar, and what it needs in {@code lib}
     * @throws UserError if it is not there
     */
    static void require(Path home) throws IOException {
        if (!Files.isDirectory(home.resolve("lib")) || jar(home) == null) {
            throw new UserError(
                    "An audit derives rows a second time by Beam, but there is no sameriver-beam"
                            + " jar with its lib folder in "
                            + home
                            + ": build it with mvn package, or name its folder with --beam.");
        }
    }

    private static @Nullable Path jar(Path home) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(home, "sameriver-beam-*.jar")) {
            for (Path jar : jars) {
                if (!jar.toString().endsWith("-tests.jar")) {
                    return jar;
                }
            }
            return null;
        }
    }

    /**
     * Starts it.
     *
     * @param home see {@link #require}
     * @param settings with the archive's address, and Hadoop's settings
     * @param folder for its files; no other rows may be in it
     */
    static BeamProcess start(Path home, Settings settings, Order order, Path folder)
            throws IOException {
        Path rows = Files.createDirectories(folder.resolve("beam")).resolve("rows.csv");
        Path complaints = folder.resolve("beam.err");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        OPEN_PACKAGES.forEach(
                opened -> command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED"));
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", classPath(home, settings, folder), MAIN));
        command.addAll(arguments(settings, order, rows));
        Path late = Files.createDirectories(folder.resolve("late")).resolve("late.csv");
        if (order.keys != null) {
            Path keys = Files.write(folder.resolve("keys"), lines(order.keys));
            command.addAll(
                    List.of("--events", "--keys", keys.toString(), "--late", late.toString()));
        }
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(complaints.toFile())
                        .start();
        return new BeamProcess(process, rows, late, complaints);
    }

    private static List<String> lines(Set<String> keys) {
        return keys.stream()
                .sorted()
                .map(key -> key.getBytes(StandardCharsets.UTF_8))
                .map(Base64.getEncoder()::encodeToString)
                .toList();
    }

    /** Hadoop's settings go before the jars, as a file that Hadoop looks for. */
    private static String classPath(Path home, Settings settings, Path folder) throws IOException {
        Configuration hadoop = new Configuration(false);
        settings.under("hadoop").forEach((key, value) -> hadoop.set((String) key, (String) value));
        Path conf = Files.createDirectories(folder.resolve("conf"));
        try (OutputStream site = Files.newOutputStream(conf.resolve("core-site.xml"))) {
            hadoop.writeXml(site);
        }
        return String.join(
                java.io.File.pathSeparator,
                conf.toString(),
                home.toAbsolutePath().resolve("lib") + "/*",
                String.valueOf(jar(home)));
    }

    /** Beam knows local files by their paths alone. */
    private static String archive(Settings settings) {
        String archive = settings.require(Settings.ARCHIVE);
        return archive.startsWith("file:") ? URI.create(archive).getPath() : archive;
    }

    private static List<String> arguments(Settings settings, Order order, Path rows) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--view",
                                order.view,
                                "--jar",
                                order.jar.toString(),
                                "--archive",
                                archive(settings),
                                "--out",
                                rows.toString(),
                                "--to",
                                order.to.toString(),
                                "--parallelism",
                                String.valueOf(order.parallelism)));
        if (order.from != null) {
            arguments.addAll(List.of("--from", order.from.toString()));
        }
        Sample sample = order.sample;
        if (sample != null) {
            arguments.addAll(
                    List.of("--sample", sample.shareText(), "--sample-start", sample.startText()));
        }
        return arguments;
    }

    /**
     * Waits for its end.
     *
     * @return the file of its rows, the only one in its folder
     * @throws UserError if it refuses the view
     * @throws IOException if it fails
     */
    Path await() throws IOException, InterruptedException {
        int exit = process.waitFor();
        if (exit != 0) {
            String said = Files.readString(complaints).strip();
            if (exit == MISUSE) {
                throw new UserError(said);
            }
            throw new IOException("Beam's derivation ended with " + exit + ": " + said);
        }
        return rows;
    }

    /** The file of late events, the only one in its folder; made where keys were ordered. */
    Path late() {
        return late;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (IllegalStateException e) {
            // This process is ending, and the hook runs by itself.
            return;
        }
    }
}
