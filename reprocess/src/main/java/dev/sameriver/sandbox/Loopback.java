package dev.sameriver.sandbox;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** The first question to a server: does it listen? */
final class Loopback {

    private static final int PATIENCE_MILLIS = 1_000;

    private Loopback() {}

    static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(Ports.LOOPBACK, port), PATIENCE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
