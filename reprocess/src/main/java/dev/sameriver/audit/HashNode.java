package dev.sameriver.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of a Merkle tree: equal hashes are equal trees, and where two differ, one of the children
 * says where.
 *
 * <p>The hash of a leaf is that of its content. That of a node with children is the SHA-256 of a
 * byte 1, and for each child its name, a space, its hash in hexadecimal and a line end, in UTF-8.
 *
 * @param name different from those of its siblings
 * @param rows how many rows are below it
 * @param hash in 64 lower-case hexadecimal digits
 * @param children in order; empty for a leaf, and null where they are not told
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HashNode(String name, long rows, String hash, @Nullable List<HashNode> children) {

    private static final byte LEAF = 0;
    private static final byte INNER = 1;

    /** A leaf of content that has a hash already. */
    static HashNode leaf(String name, long rows, String hash) {
        return new HashNode(name, rows, hash, null);
    }

    /** The hash of a leaf whose content is these bytes: the SHA-256 of a byte 0 and of them. */
    static String hashOf(byte[] content) {
        MessageDigest digest = sha256();
        digest.update(LEAF);
        return hex(digest.digest(content));
    }

    /** A node of children. */
    static HashNode of(String name, List<HashNode> children) {
        return new HashNode(
                name,
                children.stream().mapToLong(HashNode::rows).sum(),
                hashOf(children),
                List.copyOf(children));
    }

    /** This node, without its children. */
    HashNode alone() {
        return leaf(name, rows, hash);
    }

    /**
     * The first node, in here, that contradicts what stands below it: by its hash, its rows, or two
     * children of one name; null if there is none.
     */
    @Nullable HashNode unsound() {
        if (!hash.matches("[0-9a-f]{64}") || rows < 0) {
            return this;
        }
        if (children == null) {
            return null;
        }
        if (!hash.equals(hashOf(children))
                || rows != children.stream().mapToLong(HashNode::rows).sum()
                || children.stream().map(HashNode::name).distinct().count() != children.size()) {
            return this;
        }
        for (HashNode child : children) {
            HashNode found = child.unsound();
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static String hashOf(List<HashNode> children) {
        MessageDigest digest = sha256();
        digest.update(INNER);
        for (HashNode child : children) {
            digest.update((child.name + " " + child.hash + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return hex(digest.digest());
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
