package dev.sameriver.upgrade;

import dev.sameriver.job.ViewJob;
import dev.sameriver.view.View;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.apache.commons.io.FileUtils;

/** Makes a job's jar of the source of one view, as the view's author would. */
public final class SourceJar {

    private static final JavaCompiler COMPILER =
            Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");

    private SourceJar() {}

    /** The source of a view among the test's resources. */
    public static String source(String name) throws IOException {
        try (InputStream in = SourceJar.class.getResourceAsStream(name + ".java")) {
            return new String(
                    Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * Compiles a class of package com.acme into a jar.
     *
     * @param folder a folder of the test
     * @param views the classes that are views, without their package
     */
    public static Path compile(String name, String source, Path folder, List<String> views)
            throws IOException {
        Path work = Files.createTempDirectory(folder, name);
        Path classes = Files.createDirectory(work.resolve("classes"));
        compile(new Source("com/acme/" + name, source), classes);
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(
                services.resolve("dev.sameriver.view.View"),
                String.join("\n", views.stream().map(view -> "com.acme." + view).toList()));
        return jar(classes, work.resolve(name + ".jar"));
    }

    /**
     * A whole job's jar, with a Sameriver of another build: one in which a text of a class of the
     * core is another one.
     *
     * @param view a view's own jar
     * @param type without {@code dev.sameriver.}, as in {@code operator/WindowOperator}
     */
    static Path ofOtherBuild(Path view, String type, String text, String other, Path folder)
            throws IOException, URISyntaxException {
        Path work = Files.createTempDirectory(folder, "build");
        Path classes = Files.createDirectory(work.resolve("classes"));
        for (Class<?> one : List.of(View.class, ViewJob.class)) {
            unpack(
                    Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI()),
                    classes);
        }
        String name = "dev/sameriver/" + type;
        String source = Files.readString(Path.of("../src/main/java", name + ".java"));
        if (!source.contains(text)) {
            throw new AssertionError(type + " has no " + text);
        }
        compile(new Source(name, source.replace(text, other)), classes);
        unpack(view, classes);
        return jar(classes, work.resolve("whole-job.jar"));
    }

    /** Copies what is in a jar, or a folder in the place of one. */
    private static void unpack(Path from, Path classes) throws IOException {
        if (Files.isDirectory(from)) {
            FileUtils.copyDirectory(from.toFile(), classes.toFile());
            return;
        }
        try (JarFile jar = new JarFile(from.toFile())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                Path file = classes.resolve(entry.getName());
                if (!entry.isDirectory()) {
                    Files.createDirectories(Objects.requireNonNull(file.getParent()));
                    Files.copy(
                            jar.getInputStream(entry), file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static void compile(Source source, Path classes) {
        StringWriter complaints = new StringWriter();
        boolean compiled =
                COMPILER.getTask(
                                complaints,
                                null,
                                null,
                                List.of(
                                        "-d",
                                        classes.toString(),
                                        "-proc:none",
                                        "-cp",
                                        System.getProperty(
                                                "surefire.test.class.path",
                                                System.getProperty("java.class.path"))),
                                null,
                                List.of(source))
                        .call();
        if (!compiled) {
            throw new AssertionError(complaints + "\n" + source.text);
        }
    }

    private static Path jar(Path classes, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return jar;
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
