package dev.sameriver.archive;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One commit as a file: a line about the commit, a line for each segment, and a last line that is
 * the SHA-256 of all bytes before it.
 *
 * @param segments those that the commit added, or all of them in a snapshot
 */
record ManifestFile(Header header, List<Segment> segments) {

    /** Every commit whose number divides by this holds all segments. */
    static final int SNAPSHOT_EVERY = 50;

    private static final int VERSION = 1;
    private static final int SEAL = 64 + 1;

    /**
     * What a commit says about itself.
     *
     * @param previous the SHA-256 of the manifest file before it
     * @param commit who wrote it: tells two committers apart that add the same segments
     */
    @JsonPropertyOrder({"version", "log", "number", "previous", "snapshot", "segments", "commit"})
    record Header(
            int version,
            String log,
            long number,
            String previous,
            boolean snapshot,
            int segments,
            String commit) {}

    static ManifestFile of(
            String log,
            long number,
            String previous,
            boolean snapshot,
            List<Segment> segments,
            String commit) {
        Header header =
                new Header(VERSION, log, number, previous, snapshot, segments.size(), commit);
        return new ManifestFile(header, List.copyOf(segments));
    }

    /** The name of a commit's file: 7 is {@code manifest/00000000000000000007.json}. */
    static String name(long number) {
        return "manifest/%020d.json".formatted(number);
    }

    static boolean isSnapshot(long number) {
        return number % SNAPSHOT_EVERY == 0;
    }

    byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Json.bytes(header));
        out.write('\n');
        for (Segment segment : segments) {
            out.writeBytes(Json.bytes(segment));
            out.write('\n');
        }
        out.writeBytes((Sha256.of(out.toByteArray()) + "\n").getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    /**
     * Reads a commit back.
     *
     * @param file the whole path, for the message
     * @throws CorruptManifestException if a byte of it is not as it was written
     */
    static ManifestFile decode(String file, long number, byte[] bytes)
            throws CorruptManifestException {
        int end = bytes.length - SEAL;
        if (end <= 0) {
            throw new CorruptManifestException(file, "it is cut off");
        }
        byte[] content = Arrays.copyOf(bytes, end);
        String seal = new String(bytes, end, SEAL, StandardCharsets.ISO_8859_1);
        if (!seal.equals(Sha256.of(content) + "\n")) {
            throw new CorruptManifestException(
                    file, "its last line is not the SHA-256 of the bytes before it");
        }
        try {
            String[] lines = new String(content, StandardCharsets.UTF_8).split("\n");
            Header header = Json.read(lines[0].getBytes(StandardCharsets.UTF_8), Header.class);
            List<Segment> segments = new ArrayList<>();
            for (int i = 1; i < lines.length; i++) {
                segments.add(Json.read(lines[i].getBytes(StandardCharsets.UTF_8), Segment.class));
            }
            if (header.version() != VERSION
                    || header.number() != number
                    || header.segments() != segments.size()) {
                throw new CorruptManifestException(file, "it is not commit " + number);
            }
            return new ManifestFile(header, segments);
        } catch (CorruptManifestException e) {
            throw e;
        } catch (IOException e) {
            throw new CorruptManifestException(file, "it cannot be read as JSON", e);
        }
    }
}
