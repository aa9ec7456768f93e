package dev.sameriver.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.connect.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

    @TempDir private Path folder;

    @Test
    void newestByNumberThatIsCompleteIsFound() throws IOException {
        complete("chk-9");
        complete("chk-10");
        Files.createDirectory(folder.resolve("chk-11"));
        complete("shared");
        assertThat(newest(folder)).endsWith("/chk-10");
    }

    @Test
    void thereIsNoneInAnEmptyFolderOrInNone() throws IOException {
        Files.createDirectory(folder.resolve("chk-1"));
        assertThat(newest(folder)).isEmpty();
        assertThat(newest(folder.resolve("absent"))).isEmpty();
    }

    private void complete(String name) throws IOException {
        Files.createDirectory(folder.resolve(name));
        Files.createFile(folder.resolve(name).resolve("_metadata"));
    }

    private static String newest(Path in) throws IOException {
        return Checkpoints.newest(Settings.of(Map.of()), List.of(in.toUri().toString())).orElse("");
    }
}
