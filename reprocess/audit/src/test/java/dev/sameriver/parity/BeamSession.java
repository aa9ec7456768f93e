package dev.sameriver.parity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Beam's derivations one after the other in a process of their own, as Beam has a Flink of its own
 * that may not be on this class path. Each is what its command line does with the same words.
 */
final class BeamSession implements AutoCloseable {

    private static final Path HOME = Path.of(System.getProperty("sameriver.home", "."));
    private static final String COMMAND = "dev.sameriver.beam.BeamDerivation";

    private final Process process;
    private final Path errors;
    private final Writer in;
    private final BufferedReader out;

    private BeamSession(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.in = process.outputWriter(UTF_8);
        this.out = process.inputReader(UTF_8);
    }

    /** What runs in the process: a line of words is a derivation. */
    static final class Child {

        private Child() {}

        public static void main(String[] args) throws Exception {
            Method execute = Class.forName(COMMAND).getDeclaredMethod("execute", String[].class);
            execute.setAccessible(true);
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    Object code = execute.invoke(null, (Object) line.split("\t"));
                    if (!code.equals(0)) {
                        System.exit(1);
                    }
                }
            }
        }
    }

    static BeamSession start(Path folder) throws IOException {
        Path beam = HOME.resolve("reprocess/beam/target");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .forEach(command::add);
        command.addAll(List.of("-XX:+UseSerialGC", "-cp"));
        command.add(
                String.join(
                        File.pathSeparator,
                        beam.resolve("classes").toString(),
                        beam.resolve("lib") + "/*",
                        HOME.resolve("reprocess/audit/target/test-classes").toString()));
        command.add(Child.class.getName());
        Path errors = folder.resolve("beam.err");
        return new BeamSession(
                new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
    }

    /** Begins a derivation, whose line {@link #line} gives. */
    void derive(String view, String archive, String runner, Path out) throws IOException {
        List<String> words =
                List.of("--view", view, "--archive", archive, "--out", out.toString(), "--runner");
        in.append(String.join("\t", words)).append('\t').append(runner).append('\n').flush();
    }

    /** What the next derivation prints. */
    String line() throws IOException {
        String line = out.readLine();
        assertThat(line).as(Files.readString(errors)).isNotNull();
        return line;
    }

    @Override
    public void close() throws Exception {
        process.destroyForcibly().waitFor();
    }
}
