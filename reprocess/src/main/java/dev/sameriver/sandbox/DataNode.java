package dev.sameriver.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/** HDFS's store of blocks. */
record DataNode(Site site) implements Daemon {

    static final String NAME = "datanode";

    private static final String MAIN = "org.apache.hadoop.hdfs.server.datanode.DataNode";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String address() {
        return site.address(Port.DATANODE);
    }

    @Override
    public List<String> command() {
        return site.java(NAME)
                .options("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .resources(HdfsSite.directory(site.layout()))
                .jars(site.jars("hdfs"))
                .main(MAIN);
    }

    /**
     * Healthy once the NameNode counts it among the living, and it heartbeats. Asked in this order:
     * before it has registered it writes a stack trace to its log each time that it is asked.
     */
    @Override
    public String complaint() {
        try {
            if (new NameNode(site).state("NumLiveDataNodes").asInt() < 1) {
                return "the NameNode knows no live DataNode";
            }
        } catch (IOException e) {
            return "the NameNode does not answer";
        }
        try {
            JsonNode actors =
                    Http.attribute(
                            site.address(Port.DATANODE_HTTP),
                            "Hadoop:service=DataNode,name=DataNodeInfo",
                            "BPServiceActorInfo");
            return actors.asText().contains("\"RUNNING\"")
                    ? ""
                    : "is not registered with the NameNode";
        } catch (IOException e) {
            return "does not answer at " + site.address(Port.DATANODE_HTTP);
        }
    }
}
