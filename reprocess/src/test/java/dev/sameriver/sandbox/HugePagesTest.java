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
        assertThat(HugePages.option(folder)).isEmpty();
        Files.writeString(kernel, "always madvise [never]\n");
        Files.writeString(folder.resolve("hpage_pmd_size"), "2097152\n");
        assertThat(HugePages.option(folder)).isEmpty();
        Files.writeString(kernel, "always [madvise] never\n");
        assertThat(HugePages.option(folder)).containsExactly("-XX:+UseTransparentHugePages");
        Files.writeString(folder.resolve("hpage_pmd_size"), "536870912\n");
        assertThat(HugePages.option(folder)).as("of half a gigabyte").isEmpty();
    }
}
