package dev.sameriver.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnceTest {

    @TempDir private Path parent;

    @Test
    void filledDirectoryIsNotFilledAgain() throws Exception {
        Path directory = parent.resolve("data");
        Once.fill(directory, OnceTest::fill);
        Files.writeString(directory.resolve("later"), "kept");

        Once.fill(directory, OnceTest::fill);

        assertThat(directory.resolve("later")).hasContent("kept");
    }

    @Test
    void restOfAnInterruptedFillingIsDeletedFirst() throws Exception {
        Path directory = parent.resolve("data");
        assertThatThrownBy(
                        () ->
                                Once.fill(
                                        directory,
                                        place -> {
                                            Files.createDirectories(place.resolve("half/way"));
                                            throw new IOException("interrupted");
                                        }))
                .hasMessage("interrupted");

        Once.fill(directory, OnceTest::fill);

        assertThat(directory.resolve("half")).doesNotExist();
        assertThat(directory.resolve("whole")).exists();
    }

    private static void fill(Path directory) throws IOException {
        Files.createDirectory(directory);
        Files.createFile(directory.resolve("whole"));
    }
}
