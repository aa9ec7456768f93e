package dev.sameriver.beam;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;

/** Files of a log's folder, by Beam's file systems. */
final class ArchiveFiles {

    private final String folder;

    /**
     * @param folder the log's folder, as {@code hdfs://namenode:8020/logs/flights}
     */
    ArchiveFiles(String folder) {
        this.folder = folder;
    }

    /** The whole address of a file. */
    String address(String path) {
        return folder + "/" + path;
    }

    /**
     * A file's content.
     *
     * @throws FileNotFoundException if there is none
     */
    String text(String path) throws IOException {
        try (InputStream in = Channels.newInputStream(open(address(path)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The names of the files that a pattern like {@code manifest/*.json} matches, sorted. */
    List<String> names(String pattern) throws IOException {
        MatchResult found = FileSystems.match(address(pattern), EmptyMatchTreatment.ALLOW);
        return found.metadata().stream()
                .map(file -> String.valueOf(file.resourceId().getFilename()))
                .sorted()
                .toList();
    }

    /** Opens a file by its whole address. */
    static ReadableByteChannel open(String address) throws IOException {
        return FileSystems.open(FileSystems.matchNewResource(address, false));
    }
}
