package dev.sameriver.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A PostgreSQL server from the binaries on the class path. */
record Postgres(Site site) implements Daemon {

    static final String NAME = "postgres";

    private static final String PATIENCE_SECONDS = "3";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String address() {
        return site.address(Port.POSTGRES);
    }

    /** The JDBC URL of its one database, without password. */
    String url() {
        return "jdbc:postgresql://" + address() + "/postgres?user=postgres";
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        Once.fill(binaries(), PostgresBinaries::extract);
        List<String> command = unprivileged();
        command.addAll(List.of(binaries().resolve("bin/initdb").toString(), "--no-sync"));
        command.addAll(List.of("-D", data().toString(), "-U", "postgres"));
        command.addAll(List.of("--auth=trust", "--encoding=UTF8", "--locale=C"));
        Tool.fillOnce(data(), NAME, command, site.layout().log(NAME));
    }

    @Override
    public List<String> command() {
        List<String> command = unprivileged();
        command.add(binaries().resolve("bin/postgres").toString());
        command.addAll(List.of("-D", data().toString()));
        command.addAll(List.of("-p", "" + site.ports().number(Port.POSTGRES)));
        for (String setting :
                List.of(
                        site.layout().mark(NAME),
                        "listen_addresses=" + Ports.LOOPBACK,
                        "unix_socket_directories=",
                        "shared_buffers=64MB",
                        "timezone=UTC",
                        // The sandbox survives kill -9 of any process, not a crash of the machine.
                        "fsync=off")) {
            command.addAll(List.of("-c", setting));
        }
        return command;
    }

    @Override
    public String complaint() {
        Properties properties = new Properties();
        properties.setProperty("loginTimeout", PATIENCE_SECONDS);
        properties.setProperty("connectTimeout", PATIENCE_SECONDS);
        properties.setProperty("socketTimeout", PATIENCE_SECONDS);
        try (Connection connection = DriverManager.getConnection(url(), properties);
                Statement statement = connection.createStatement();
                ResultSet one = statement.executeQuery("select 1")) {
            return one.next() ? "" : "does not answer a query";
        } catch (SQLException e) {
            return "does not answer a query at " + address();
        }
    }

    /** Fast shutdown: with TERM, the server would wait until its last client has gone. */
    @Override
    public String stopSignal() {
        return "INT";
    }

    private Path binaries() {
        return site.layout().data("postgres-binaries");
    }

    private Path data() {
        return site.layout().data(NAME);
    }

    /**
     * What goes before a command so that it does not run as root, which PostgreSQL refuses.
     *
     * <p>In a user namespace of its own the process has no name and no rights beyond those of the
     * files' owner, which it still is.
     */
    private static List<String> unprivileged() {
        try {
            boolean root =
                    Integer.valueOf(0)
                            .equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
            return new ArrayList<>(root ? List.of("unshare", "--user") : List.of());
        } catch (IOException e) {
            return new ArrayList<>();
        }
    }
}
