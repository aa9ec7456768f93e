package dev.sameriver.upgrade;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes a job's jar of the source of one view, as the view's author would. */
final class SourceJar {

    private static final JavaCompiler COMPILER =
            Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");

    private SourceJar() {}

    /** The source of a view among the test's resources. */
    static String source(String name) throws IOException {
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
    static Path compile(String name, String source, Path folder, List<String> views)
            throws IOException {
        Path work = Files.createTempDirectory(folder, name);
        Path classes = Files.createDirectory(work.resolve("classes"));
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
                                List.of(new Source(name, source)))
                        .call();
        if (!compiled) {
            throw new AssertionError(complaints + "\n" + source);
        }
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(
                services.resolve("dev.sameriver.view.View"),
                String.join("\n", views.stream().map(view -> "com.acme." + view).toList()));
        return jar(classes, work.resolve(name + ".jar"));
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
            super(URI.create("string:///com/acme/" + name + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
