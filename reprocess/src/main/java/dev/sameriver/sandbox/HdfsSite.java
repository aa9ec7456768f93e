package dev.sameriver.sandbox;

import dev.sameriver.view.UserError;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/** The configuration of HDFS, for its servers and for the clients in Flink. */
final class HdfsSite {

    private HdfsSite() {}

    /** The directory with hdfs-site.xml, for the class path. */
    static Path directory(Layout layout) {
        return layout.conf("hadoop");
    }

    /** As in {@code hdfs://127.0.0.1:21001}. */
    static String root(Site site) {
        return "hdfs://" + site.address(Port.NAMENODE);
    }

    static Path nameDirectory(Layout layout) {
        return layout.data("namenode");
    }

    static void write(Site site) throws IOException {
        Layout layout = site.layout();
        Configuration hdfs = new Configuration(false);
        hdfs.set("dfs.replication", "1");
        hdfs.set("dfs.permissions.enabled", "false");
        hdfs.set("dfs.namenode.rpc-address", site.address(Port.NAMENODE));
        hdfs.set("dfs.namenode.http-address", site.address(Port.NAMENODE_HTTP));
        hdfs.set("dfs.namenode.name.dir", plain(nameDirectory(layout)));
        hdfs.set("dfs.namenode.safemode.extension", "0");
        // Loopback often has no name, and the one node is known anyway.
        hdfs.set("dfs.namenode.datanode.registration.ip-hostname-check", "false");
        // A killed DataNode is known as dead after 12 s instead of ten minutes.
        hdfs.set("dfs.heartbeat.interval", "1");
        hdfs.set("dfs.namenode.heartbeat.recheck-interval", "1000");
        hdfs.set("dfs.datanode.hostname", Ports.LOOPBACK);
        hdfs.set("dfs.datanode.address", site.address(Port.DATANODE));
        hdfs.set("dfs.datanode.http.address", site.address(Port.DATANODE_HTTP));
        hdfs.set("dfs.datanode.ipc.address", site.address(Port.DATANODE_IPC));
        hdfs.set("dfs.datanode.data.dir", plain(layout.data("datanode")));
        hdfs.set("dfs.datanode.data.dir.perm", "700");
        write(directory(layout).resolve("hdfs-site.xml"), hdfs);

        Configuration core = new Configuration(false);
        core.set("fs.defaultFS", root(site));
        core.set("hadoop.tmp.dir", layout.scratch().resolve("hadoop").toString());
        // A server that comes back is met after a quarter of a second, not a second.
        core.set("ipc.client.connect.retry.interval", "250");
        core.set("ipc.client.connect.max.retries", "40");
        write(directory(layout).resolve("core-site.xml"), core);
    }

    /**
     * A path and no URI: Hadoop would encode a space twice. It takes a comma for the end of a path.
     *
     * @throws UserError if there is a comma in it
     */
    private static String plain(Path path) {
        if (path.toString().contains(",")) {
            throw new UserError(
                    "HDFS cannot keep its data below a folder with a comma in its name, but the"
                            + " sandbox is to keep it in "
                            + path
                            + ": choose another --dir, or rename the folder.");
        }
        return path.toString();
    }

    private static void write(Path file, Configuration configuration) throws IOException {
        StringWriter text = new StringWriter();
        configuration.writeXml(text);
        TextFile.write(file, text.toString());
    }
}
