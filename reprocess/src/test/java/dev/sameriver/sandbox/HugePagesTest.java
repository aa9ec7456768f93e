package dev.sameriver.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HugePagesTest {

    @TempDir private Path folder;

    @Test
    void areAskedForWhereTheKernelGivesThem() throws Exception {
        Path kernel = folder.resolve("enabled");
        assertThat(HugePages.option(kernel)).isEmpty();
        Files.writeString(kernel, "always madvise [never]\n");
        assertThat(HugePages.option(kernel)).isEmpty();
        Files.writeString(kernel, "always [madvise] never\n");
        assertThat(HugePages.option(kernel)).containsExactly("-XX:+UseTransparentHugePages");
    }
}
