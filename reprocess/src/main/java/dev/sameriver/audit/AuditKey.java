package dev.sameriver.audit;

import dev.sameriver.view.UserError;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;

/**
 * The Ed25519 key that records of audits are signed with, in PEM as OpenSSL has it: the private key
 * in a file that its owner alone may read (PKCS #8), the public key beside it in {@code FILE.pub}.
 */
public final class AuditKey {

    static final String ALGORITHM = "Ed25519";

    private static final String PUBLIC = ".pub";
    private static final Set<PosixFilePermission> OWNER =
            PosixFilePermissions.fromString("rw-------");
    private static final byte[] PROBE = {1};

    private final PrivateKey secret;
    private final PublicKey open;

    private AuditKey(PrivateKey secret, PublicKey open) {
        this.secret = secret;
        this.open = open;
    }

    /**
     * The key in a file; made where there is none.
     *
     * @param err is told that one was made
     * @throws UserError if it is no such key, others may read it, or it cannot be made
     */
    public static AuditKey loadOrMake(Path file, PrintStream err) {
        if (!Files.exists(file)) {
            make(file);
            err.println("made the key " + file + " and " + publicFile(file));
        }
        return load(file);
    }

    /**
     * The key in a file.
     *
     * @throws UserError if it is no such key, or others may read it
     */
    public static AuditKey load(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (!OWNER.containsAll(permissions)) {
                throw new UserError(
                        "An audit's key is for its owner alone, but "
                                + file
                                + " has the permissions "
                                + PosixFilePermissions.toString(permissions)
                                + ": chmod 600 it, or name another file with --key.");
            }
            KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
            PrivateKey secret =
                    keys.generatePrivate(new PKCS8EncodedKeySpec(decode(Files.readString(file))));
            AuditKey key = new AuditKey(secret, publicKey(publicFile(file)));
            if (!isSigned(key.open, PROBE, key.sign(PROBE))) {
                throw new UserError(
                        "An audit's key is a pair, but "
                                + publicFile(file)
                                + " is not the public key of "
                                + file
                                + ": make it with openssl pkey -pubout.");
            }
            return key;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new UserError(
                    "An audit is signed with an Ed25519 key in PEM, but "
                            + file
                            + " holds none that can be read ("
                            + e.getMessage()
                            + "): make one with openssl genpkey -algorithm ed25519, or let audit"
                            + " make one by naming a file that is not there in audit.key.",
                    e);
        }
    }

    /**
     * The public key in a file.
     *
     * @throws UserError if it holds none
     */
    public static PublicKey publicKey(Path file) {
        try {
            return publicKey(decode(Files.readString(file)));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new UserError(
                    "A public key is one of Ed25519 in PEM, but "
                            + file
                            + " holds none that can be read ("
                            + e.getMessage()
                            + "): give the .pub file beside the key of who signed.",
                    e);
        }
    }

    static PublicKey publicKey(byte[] encoded) throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
    }

    byte[] sign(byte[] content) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initSign(secret);
        signature.update(content);
        return signature.sign();
    }

    static boolean isSigned(PublicKey key, byte[] content, byte[] signed)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initVerify(key);
        signature.update(content);
        return signature.verify(signed);
    }

    PublicKey open() {
        return open;
    }

    /** Where the public key of a key is. */
    public static Path publicFile(Path file) {
        return file.resolveSibling(file.getFileName() + PUBLIC);
    }

    private static void make(Path file) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            if (Files.exists(publicFile(file))) {
                throw new UserError(
                        "An audit's key is made with its public key, but "
                                + publicFile(file)
                                + " is there and "
                                + file
                                + " is not: put the key back, or name another file in audit.key.");
            }
            publish(file, pair);
        } catch (IOException | GeneralSecurityException e) {
            throw new UserError(
                    "An audit's key is made where there is none, but "
                            + file
                            + " cannot be written ("
                            + e.getMessage()
                            + "): name another file in audit.key, or a key with --key.",
                    e);
        }
    }

    /** Shows the key whole, and only where there is none. */
    private static void publish(Path file, KeyPair pair) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
        Files.createFile(part, PosixFilePermissions.asFileAttribute(OWNER));
        try {
            Files.writeString(part, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            Files.createLink(file, part);
            Files.writeString(
                    publicFile(file),
                    pem("PUBLIC KEY", pair.getPublic().getEncoded()),
                    StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new UserError(
                    "One command at a time makes an audit's key, but another one made "
                            + file
                            + " just now: run this one again.",
                    e);
        } finally {
            Files.delete(part);
        }
    }

    private static String pem(String what, byte[] encoded) {
        String text =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(encoded);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }

    private static byte[] decode(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }
}
