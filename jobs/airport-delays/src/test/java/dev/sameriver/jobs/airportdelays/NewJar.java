package dev.sameriver.jobs.airportdelays;

import dev.sameriver.run.BuiltJob;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Makes the job's whole jar again, of a view whose source was changed. */
final class NewJar {

    private static final Path VIEW =
            Path.of("src/main/java/dev/sameriver/jobs/airportdelays/AirportDelays.java");

    private static final Path OPERATOR =
            Path.of("../../src/main/java/dev/sameriver/operator/WindowOperator.java");

    private NewJar() {}

    /**
     * A jar in which the view's source has another text in the place of one.
     *
     * @param folder a folder of the test, empty
     */
    static Path of(String text, String other, Path folder) throws IOException {
        String source = Files.readString(VIEW);
        if (!source.contains(text)) {
            throw new AssertionError("the view has no " + text);
        }
        Path changed = Files.createDirectories(folder).resolve(VIEW.getFileName());
        Files.writeString(changed, source.replace(text, other));
        Path jar = folder.resolve("new-job.jar");
        Files.copy(BuiltJob.jar(), jar);
        put(changed, folder, jar);
        return jar;
    }

    /**
     * Makes the Sameriver in a jar another build: an operator gets a method more, and is another
     * one to Java.
     *
     * @param folder a folder of the test, empty
     */
    static void buildSameriverAnew(Path jar, Path folder) throws IOException {
        String source = Files.readString(OPERATOR);
        int end = source.lastIndexOf('}');
        Path changed = Files.createDirectories(folder).resolve(OPERATOR.getFileName());
        Files.writeString(changed, source.substring(0, end) + " public void anew() {} }");
        put(changed, folder, jar);
    }

    private static void put(Path source, Path folder, Path jar) throws IOException {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        compile(source, classes);
        try (FileSystem inside = FileSystems.newFileSystem(jar);
                Stream<Path> compiled = Files.walk(classes)) {
            for (Path file : (Iterable<Path>) compiled.filter(Files::isRegularFile)::iterator) {
                Files.copy(
                        file,
                        inside.getPath(classes.relativize(file).toString()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void compile(Path source, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled =
                    compiler.getTask(
                                    complaints,
                                    files,
                                    null,
                                    List.of(
                                            "-d",
                                            classes.toString(),
                                            "-proc:none",
                                            "-cp",
                                            classPath),
                                    null,
                                    files.getJavaFileObjects(source))
                            .call();
            if (!compiled) {
                throw new AssertionError(complaints.toString());
            }
        }
    }
}
