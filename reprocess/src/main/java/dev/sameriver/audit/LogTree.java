package dev.sameriver.audit;

import dev.sameriver.archive.Manifest;
import dev.sameriver.archive.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * The tree of a log's archive: its partitions, and in each its segments, whose hashes are those of
 * their files.
 */
final class LogTree {

    private LogTree() {}

    static HashNode of(String log, Manifest manifest) {
        List<HashNode> partitions = new ArrayList<>();
        for (int partition = 0; partition < manifest.partitions(0); partition++) {
            List<HashNode> segments =
                    manifest.segments(partition).stream().map(LogTree::leaf).toList();
            partitions.add(HashNode.of("partition " + partition, segments));
        }
        return HashNode.of("log " + log, partitions);
    }

    private static HashNode leaf(Segment segment) {
        String name =
                "segment g%d [%d, %d)"
                        .formatted(
                                segment.generation(), segment.firstOffset(), segment.nextOffset());
        return HashNode.leaf(name, segment.rows(), segment.sha256());
    }
}
