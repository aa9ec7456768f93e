package dev.sameriver.sandbox;

import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * The ports of a sandbox: chosen free once, then kept in its directory.
 *
 * <p>They lie below the range that Linux gives to outgoing connections (from 32768), so that no
 * client's connection takes the port of a server while that is down.
 */
final class Ports {

    static final String LOOPBACK = "127.0.0.1";

    private static final int FIRST = 15_000;
    private static final int LAST = 32_000;

    private final EnumMap<Port, Integer> ports;

    private Ports(EnumMap<Port, Integer> ports) {
        this.ports = ports;
    }

    /** The ports that a file holds, perhaps none. */
    static Ports known(Path file) throws IOException {
        EnumMap<Port, Integer> ports = new EnumMap<>(Port.class);
        if (Files.exists(file)) {
            Properties properties = new Properties();
            properties.load(new StringReader(Files.readString(file)));
            for (Port port : Port.values()) {
                String value = properties.getProperty(port.name());
                if (value != null) {
                    ports.put(port, Integer.valueOf(value));
                }
            }
        }
        return new Ports(ports);
    }

    /** The ports that a file holds; those that it lacks are chosen now and added to it. */
    static Ports kept(Path file) throws IOException {
        EnumMap<Port, Integer> ports = known(file).ports;
        List<Port> missing = new ArrayList<>(List.of(Port.values()));
        missing.removeAll(ports.keySet());
        if (!missing.isEmpty()) {
            choose(missing, ports);
            String text =
                    ports.entrySet().stream()
                            .map(port -> port.getKey() + "=" + port.getValue() + "\n")
                            .collect(Collectors.joining());
            TextFile.write(file, text);
        }
        return new Ports(ports);
    }

    /** Chooses free ports, a run of neighbours from a random start, none that is taken already. */
    private static void choose(List<Port> missing, Map<Port, Integer> ports) throws IOException {
        int next = ThreadLocalRandom.current().nextInt(FIRST, LAST - 1_000);
        for (Port port : missing) {
            while (ports.containsValue(next) || !free(next)) {
                next++;
                if (next > LAST) {
                    throw new IOException("No free port between " + FIRST + " and " + LAST);
                }
            }
            ports.put(port, next++);
        }
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    int number(Port port) {
        Integer number = ports.get(port);
        if (number == null) {
            throw new IllegalStateException("No sandbox has been up here: no port for " + port);
        }
        return number;
    }

    /** As in {@code 127.0.0.1:21007}. */
    String address(Port port) {
        return LOOPBACK + ":" + number(port);
    }
}
