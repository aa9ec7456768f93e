package dev.sameriver.beam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs Java processes to their end. */
final class Java {

    private Java() {}

    /** What a process ended with, and what it printed. */
    record Result(int exit, String out, String err) {}

    /** The words that start a Java that Flink can run in, and that is soon over. */
    static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        for (String opened : "lang util io net nio time util.concurrent".split(" ")) {
            command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
        }
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        return command;
    }

    /** Runs a command; what it prints goes through files in a folder. */
    static Result run(List<String> command, Path folder) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        // With these a Java says so, where its tests want to see nothing.
        builder.environment().remove("JDK_JAVA_OPTIONS");
        Process process = builder.start();
        try {
            return new Result(process.waitFor(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }
}
