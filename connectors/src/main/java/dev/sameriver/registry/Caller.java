package dev.sameriver.registry;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who runs this process. */
public final class Caller {

    private Caller() {}

    /** As in {@code ada@workstation}. */
    public static String name() {
        return System.getProperty("user.name") + "@" + host();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
