package dev.sameriver.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Checksums of Sameriver's classes, in a jar or a folder, by which two builds are told apart. */
final class ClassSums {

    private static final String ROOT = "dev/sameriver/";
    private static final String SUFFIX = ".class";

    private ClassSums() {}

    /** What a class is called here, as in {@code dev/sameriver/view/View.class}. */
    static String name(Class<?> type) {
        return type.getName().replace('.', '/') + SUFFIX;
    }

    /** The sum of each class's bytes. */
    static Map<String, Long> of(Path source) throws IOException {
        return Files.isDirectory(source) ? ofFolder(source) : ofJar(source);
    }

    private static Map<String, Long> ofJar(Path jar) throws IOException {
        Map<String, Long> sums = new HashMap<>();
        try (ZipFile file = new ZipFile(jar.toFile())) {
            Enumeration<? extends ZipEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (isOne(entry.getName())) {
                    sums.put(entry.getName(), entry.getCrc());
                }
            }
        }
        return sums;
    }

    private static Map<String, Long> ofFolder(Path folder) throws IOException {
        Map<String, Long> sums = new HashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = folder.relativize(file).toString();
                if (isOne(name)) {
                    CRC32 sum = new CRC32();
                    sum.update(Files.readAllBytes(file));
                    sums.put(name, sum.getValue());
                }
            }
        }
        return sums;
    }

    private static boolean isOne(String name) {
        return name.startsWith(ROOT) && name.endsWith(SUFFIX);
    }
}
