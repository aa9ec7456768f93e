package dev.sameriver.run;

import dev.sameriver.connect.Settings;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The jars that jobs were started with, beside the archive, each under the SHA-256 of its bytes. So
 * whoever goes on with a job has the code that its state was made by, whatever was built since.
 *
 * <p>For example, {@code keep(List.of(jar))} gives {@code 9f86d0...}, by which {@link #fetch} finds
 * the jar again.
 */
public final class JarStore {

    private static final String SUFFIX = ".jar";

    private final Settings settings;

    /**
     * @param settings with the archive's address
     */
    public JarStore(Settings settings) {
        this.settings = settings;
    }

    /**
     * Keeps jars, unless they are kept already.
     *
     * @return what names them: their hashes, with commas between
     */
    public String keep(List<java.nio.file.Path> jars) throws IOException {
        for (java.nio.file.Path jar : jars) {
            keep(jar);
        }
        return name(jars);
    }

    /** What names jars, whether they are kept or not. */
    public static String name(List<java.nio.file.Path> jars) throws IOException {
        List<String> hashes = new ArrayList<>();
        for (java.nio.file.Path jar : jars) {
            hashes.add(hash(jar));
        }
        return String.join(",", hashes);
    }

    /**
     * Gets jars that were kept; they are there as long as this process lives.
     *
     * @param name as {@link #keep} gave it
     * @throws UserError if one is not there, or not as it was
     */
    public List<java.nio.file.Path> fetch(String name) throws IOException {
        List<java.nio.file.Path> jars = new ArrayList<>();
        for (String hash : name.split(",")) {
            Path kept = kept(hash);
            FileSystem files = kept.getFileSystem(settings.hadoop());
            if (!files.exists(kept)) {
                throw new UserError(
                        "A job goes on with the jar that it was started with, but "
                                + kept
                                + " is not there: put that jar back, or name one with --jar.");
            }
            java.nio.file.Path jar = Files.createTempFile("sameriver-", SUFFIX);
            jar.toFile().deleteOnExit();
            files.copyToLocalFile(false, kept, new Path(jar.toUri()), true);
            if (!hash(jar).equals(hash)) {
                throw new UserError(
                        "A kept jar has the hash that it is named by, but "
                                + kept
                                + " has not: it was damaged; put the jar back.");
            }
            jars.add(jar);
        }
        return jars;
    }

    /** Copies it under a name of its own first, so that no one finds half a jar. */
    private void keep(java.nio.file.Path jar) throws IOException {
        Path kept = kept(hash(jar));
        FileSystem files = kept.getFileSystem(settings.hadoop());
        if (files.exists(kept)) {
            return;
        }
        Path part = new Path(kept.getParent(), kept.getName() + "." + UUID.randomUUID());
        files.copyFromLocalFile(false, true, new Path(jar.toUri()), part);
        if (!files.rename(part, kept)) {
            files.delete(part, false);
            if (!files.exists(kept)) {
                throw new IOException("Jar " + jar + " could not be kept as " + kept);
            }
        }
    }

    private Path kept(String hash) {
        String archive = settings.require(Settings.ARCHIVE).replaceFirst("/+$", "");
        return new Path(archive + "-jars", hash + SUFFIX);
    }

    private static String hash(java.nio.file.Path jar) throws IOException {
        try (InputStream bytes = Files.newInputStream(jar)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(bytes, digest)
                    .transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
