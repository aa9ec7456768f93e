package dev.sameriver.kafka;

import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/** Kafka's admin client for a question that is not waited for longer than said. */
final class KafkaAdmin {

    private static final String ALL = "default.api.timeout.ms";
    private static final String ONE = "request.timeout.ms";

    private KafkaAdmin() {}

    /**
     * A client that gives its questions up after a time, so that closing it waits no longer either;
     * with Kafka's own minute it would.
     *
     * @param client goes before that
     * @param seconds 1 or more
     */
    static Admin of(Properties client, int seconds) {
        String millis = String.valueOf(TimeUnit.SECONDS.toMillis(seconds));
        Properties properties = new Properties();
        properties.setProperty(ALL, millis);
        properties.setProperty(ONE, millis);
        properties.putAll(client);
        return Admin.create(properties);
    }
}
