package dev.sameriver.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Settings;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.sandbox.Part;
import dev.sameriver.sandbox.Sandbox;
import dev.sameriver.sandbox.SharedSandbox;
import dev.sameriver.serve.Client.Response;
import dev.sameriver.versions.Retirement;
import dev.sameriver.versions.TestRows;
import dev.sameriver.view.UserError;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadServerITCase {

    private static final String FIRST_HOUR =
            "window_start=2001-01-01T00:00:00Z&window_end=2001-01-01T01:00:00Z";

    private final TestRows rows = new TestRows();
    private final ReadServer server = ReadServer.start(rows.settings(), "127.0.0.1", 0, 4);
    private final Client client = new Client(server.port());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void rowOfAKeyComesWithItsVersionAndPosition() throws Exception {
        VersionKey key = rows.version("one-row", 1, 2, 2);
        rows.promote(key, 100);
        rows.report(key, "flights:0=120,1=98");
        Response response = client.get("/views/one-row/row?origin=A1&" + FIRST_HOUR);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.version()).isEqualTo(1);
        assertThat(response.header("Sameriver-Position")).isEqualTo("flights:0=120,1=98");
        assertThat(response.header("Cache-Control")).isEqualTo("no-store");
        assertThat(response.http().body())
                .isEqualTo(
                        "{\"view\":\"one-row\",\"version\":1,\"position\":\"flights:0=120,1=98\","
                            + "\"watermark\":\"2001-01-02T00:00:00Z\",\"rows\":[{\"final\":true,"
                            + "\"origin\":\"A1\",\"window_start\":\"2001-01-01T00:00:00Z\","
                            + "\"window_end\":\"2001-01-01T01:00:00Z\",\"version\":1}]}");
    }

    @Test
    void columnsHaveTheirTypesAndEarlyRowsAreMarked() throws Exception {
        VersionKey key = new VersionKey("types", 1);
        rows.execute(
                "CREATE TABLE types_v1 (k text, n bigint, d double precision, m numeric, b boolean,"
                        + " t timestamptz, is_final boolean, PRIMARY KEY (k, n))",
                "INSERT INTO types_v1 VALUES ('a', 9007199254740993, 0.5, 1.10, true,"
                        + " '2001-01-01T01:00+01', false), ('b', 1, NULL, NULL, NULL, NULL, true),"
                        + " ('c', 1, 'NaN', NULL, NULL, NULL, true)");
        rows.declare(key);
        rows.promote(key, 100);
        assertThat(client.get("/views/types/rows").rows().toString())
                .isEqualTo(
                        "[{\"final\":false,\"k\":\"a\",\"n\":9007199254740993,\"d\":0.5,"
                                + "\"m\":\"1.10\",\"b\":true,\"t\":\"2001-01-01T00:00:00Z\"},"
                                + "{\"final\":true,\"k\":\"b\",\"n\":1,\"d\":null,\"m\":null,"
                                + "\"b\":null,\"t\":null},"
                                + "{\"final\":true,\"k\":\"c\",\"n\":1,\"d\":\"NaN\",\"m\":null,"
                                + "\"b\":null,\"t\":null}]");
        assertThat(client.get("/views/types/row?k=a&n=9007199254740993").status()).isEqualTo(200);
    }

    @Test
    void rowsAreFoundByKeyAndRangeInTheOrderOfTheKey() throws Exception {
        rows.promote(rows.version("ranges", 1, 3, 4), 100);
        assertThat(places("/views/ranges/rows?origin=A1"))
                .containsExactly("A1 01", "A1 02", "A1 03", "A1 04");
        assertThat(
                        places(
                                "/views/ranges/rows?from=2001-01-01T02:00:00Z"
                                        + "&to=2001-01-01T04:00:00Z&origin=A2"))
                .containsExactly("A2 02", "A2 03");
        assertThat(places("/views/ranges/rows?from=2001-01-01T04:00:00Z"))
                .containsExactly("A0 04", "A1 04", "A2 04");
        assertThat(places("/views/ranges/rows?limit=5"))
                .containsExactly("A0 01", "A0 02", "A0 03", "A0 04", "A1 01");
        assertThat(places("/views/ranges/rows?origin=none")).isEmpty();
    }

    @Test
    void allPagesOfAListingAreOfOneVersionUntilItIsRetired() throws Exception {
        VersionKey first = rows.version("paged", 1, 2, 5);
        VersionKey second = rows.version("paged", 2, 2, 5);
        rows.promote(first, 100);
        String path = "/views/paged/rows?limit=3&reader=ada";
        Response page = client.get(path);
        rows.promote(second, 100);
        assertThat(client.get(path).version()).isEqualTo(2);
        List<String> seen = new ArrayList<>(places(page));
        List<Integer> sizes = new ArrayList<>(List.of(page.rows().size()));
        String last = "";
        while (page.json().has("next")) {
            last = "&cursor=" + page.json().get("next").asText();
            page = client.get(path + last);
            assertThat(page.version()).isEqualTo(1);
            page.rows().forEach(row -> assertThat(row.get("version").asInt()).isEqualTo(1));
            seen.addAll(places(page));
            sizes.add(page.rows().size());
        }
        assertThat(sizes).containsExactly(3, 3, 3, 1);
        assertThat(seen).hasSize(10).doesNotHaveDuplicates().isSorted();

        rows.pause(first);
        rows.change("paged").apply(new Retirement(first, true));
        Response gone = client.get(path + last);
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.detail()).contains("paged@1 was retired");
        assertThat(client.get(path).version()).isEqualTo(2);
    }

    @Test
    void listingEndsWithARollbackOfItsVersion() throws Exception {
        rows.promote(rows.version("back", 1, 1, 4), 100);
        rows.promote(rows.version("back", 2, 1, 4), 100);
        String path = "/views/back/rows?limit=1";
        String next = path + "&cursor=" + client.get(path).json().get("next").asText();
        assertThat(client.get(next).version()).isEqualTo(2);
        rows.rollback("back");
        Response gone = client.get(next);
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.detail()).contains("back@2 serves no more");
        rows.execute("DROP TABLE back_v1 CASCADE");
        Response unread = client.get(path);
        assertThat(unread.status()).isEqualTo(503);
        assertThat(unread.detail()).contains("has none of the name back_v1");
    }

    @Test
    void readIsOverInTimeThoughPostgresDoesNotAnswer() throws Exception {
        VersionKey key = rows.version("stuck", 1, 1, 1);
        rows.promote(key, 100);
        rows.report(key, "flights:0=5");
        ReadRequest request =
                ReadRequest.of(
                        Endpoint.ROWS,
                        "stuck",
                        Map.of("position", List.of("flights:0=6"), "wait", List.of("500")),
                        header -> null);
        try (HikariDataSource connections = ReadPool.open(rows.settings(), 2);
                WaitingReads waiting = new WaitingReads(new Reads(connections), 2, 2);
                Connection locker = PostgresServer.of(rows.settings()).connect();
                Statement lock = locker.createStatement()) {
            CompletableFuture<Answer> read = waiting.read(request);
            locker.setAutoCommit(false);
            lock.execute("LOCK TABLE sameriver.view_version IN ACCESS EXCLUSIVE MODE");
            assertThat(read)
                    .failsWithin(Duration.ofSeconds(5))
                    .withThrowableThat()
                    .withMessageContaining("stuck@1 lacks flights:0=6");
        }
    }

    @Test
    void listingEndsWhenItsCutoverChanges() throws Exception {
        VersionKey first = rows.version("moved", 1, 1, 4);
        VersionKey second = rows.version("moved", 2, 1, 4);
        rows.promote(first, 100);
        Instant at = Instant.parse("2001-01-01T02:00:00Z");
        rows.change("moved").apply(TestRows.promotion(second, 100, at));
        String path = "/views/moved/rows?limit=1";
        String next = path + "&cursor=" + client.get(path).json().get("next").asText();
        assertThat(client.get(next).rows()).hasSize(1);
        rows.promote(second, 100);
        Response gone = client.get(next);
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.detail()).contains("the cutover of moved@2 has changed");
        rows.change("moved").apply(TestRows.promotion(second, 100, at));
        assertThat(client.get(next).rows()).hasSize(1);
    }

    @Test
    void manyReadsWaitAtOnceAndEachIsAnswered() throws Exception {
        VersionKey key = rows.version("crowd", 1, 1, 1);
        rows.promote(key, 100);
        rows.report(key, "flights:0=5");
        List<CompletableFuture<Response>> late = new ArrayList<>();
        List<CompletableFuture<Response>> patient = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            late.add(client.begin("/views/crowd/rows?position=flights:0=6&wait=300"));
            patient.add(client.begin("/views/crowd/rows?position=flights:0=6&wait=60000"));
        }
        for (CompletableFuture<Response> read : late) {
            assertThat(read.get().status()).isEqualTo(504);
        }
        assertThat(patient).noneMatch(CompletableFuture::isDone);
        rows.report(key, "flights:0=6");
        for (CompletableFuture<Response> read : patient) {
            assertThat(read.get().rows()).hasSize(1);
        }
    }

    @Test
    void mistakesAreToldInASentence() throws Exception {
        rows.promote(rows.version("mistakes", 1, 1, 1), 100);
        String view = "/views/mistakes";
        Map<String, String> mistakes =
                Map.ofEntries(
                        Map.entry(view + "/row?origin=A0", "window_start, window_end was not"),
                        Map.entry(view + "/row?version=1&origin=A0", "version is neither"),
                        Map.entry(view + "/rows?color=red", "color is neither one of them"),
                        Map.entry(view + "/row?limit=1&" + FIRST_HOUR, "limit is neither"),
                        Map.entry(
                                view + "/rows?window_end=noon", "a timestamp, but was given noon"),
                        Map.entry(view + "/rows?from=noon", "a timestamp, but was given noon"),
                        Map.entry(view + "/rows?limit=0", "from 1 to 10000, but is 0"),
                        Map.entry(view + "/rows?limit=many", "but is many"),
                        Map.entry(view + "/rows?wait=60001", "from 0 to 60000"),
                        Map.entry(view + "/rows?position=flights", "flights:0=120,1=98"),
                        Map.entry(view + "/rows?cursor=abc", "start over"),
                        Map.entry(view + "/rows?cursor=bnVsbA", "start over"),
                        Map.entry(view + "/rows?origin=a&origin=b", "given 2 times"),
                        Map.entry(view + "/rows?origin=%00", "refuses one"),
                        Map.entry("/views?reader=ada", "takes no parameters"));
        for (Map.Entry<String, String> mistake : mistakes.entrySet()) {
            Response response = client.get(mistake.getKey());
            assertThat(response.detail()).as(mistake.getKey()).contains(mistake.getValue());
            assertThat(response.status()).as(mistake.getKey()).isEqualTo(400);
            assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
        }
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        VersionKey key = rows.version("hidden", 1, 1, 1);
        assertNotFound("/views/nowhere/rows", "nowhere is not");
        assertNotFound("/views/hidden/rows", "none of hidden is");
        rows.promote(key, 100);
        assertNotFound("/views/hidden/row?origin=XX&" + FIRST_HOUR, "hidden@1 has none");
        assertNotFound("/rows", "not GET /rows");
    }

    private void assertNotFound(String path, String sentence) throws Exception {
        Response response = client.get(path);
        assertThat(response.status()).isEqualTo(404);
        assertThat(response.detail()).contains(sentence);
    }

    @Test
    void readersKeepToTheirVersionHoweverTheyGiveTheirName() throws Exception {
        rows.promote(rows.version("named", 1, 1, 1), 100);
        rows.promote(rows.version("named", 2, 1, 1), 30);
        TreeSet<Integer> seen = new TreeSet<>();
        for (int reader = 0; reader < 50; reader++) {
            String name = "r" + reader;
            int version = client.get("/views/named/rows?reader=" + name).version();
            assertThat(client.get("/views/named/rows", "Sameriver-Reader", name).version())
                    .isEqualTo(version);
            seen.add(version);
        }
        assertThat(seen).containsExactly(1, 2);
        assertThat(client.get("/views/named/rows").version()).isEqualTo(1);
    }

    @Test
    void readerSeesItsOwnWriteOnceTheVersionHasReachedIt() throws Exception {
        VersionKey key = rows.version("written", 1, 1, 1);
        rows.promote(key, 100);
        rows.report(key, "flights:0=5");
        CompletableFuture<Response> read =
                client.begin("/views/written/rows?position=flights:0=6&wait=60000");
        assertThat(client.get("/views/written/rows?position=flights:0=5").rows()).hasSize(1);
        rows.execute(
                "INSERT INTO written_v1 VALUES ('NEW', '2001-01-01Z', '2001-01-01T01:00Z', 1)");
        assertThat(read).isNotDone();
        rows.report(key, "flights:0=6");
        Response response = read.get();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.rows()).hasSize(2);
        assertThat(response.header("Sameriver-Position")).isEqualTo("flights:0=6");
    }

    @Test
    void positionThatIsNotReachedInTimeIsNamed() throws Exception {
        VersionKey key = rows.version("late", 1, 1, 1);
        rows.promote(key, 100);
        rows.report(key, "flights:0=5,1=7");
        for (String wait : List.of("0", "250")) {
            Response late =
                    client.get(
                            "/views/late/rows",
                            "Sameriver-Position",
                            "flights:0=5,1=8;ships:0=1",
                            "Sameriver-Wait",
                            wait);
            assertThat(late.status()).isEqualTo(504);
            assertThat(late.detail())
                    .contains("late@1 lacks flights:1=8;ships:0=1")
                    .contains("is at flights:0=5,1=7")
                    .contains("after " + wait + " ms");
        }
    }

    @Test
    void readThatIsOneTooManyToWaitIsRefusedAtOnce() throws Exception {
        VersionKey key = rows.version("queue", 1, 1, 1);
        rows.promote(key, 100);
        rows.report(key, "flights:0=5");
        ReadRequest request =
                ReadRequest.of(
                        Endpoint.ROWS,
                        "queue",
                        Map.of("position", List.of("flights:0=6"), "wait", List.of("60000")),
                        header -> null);
        try (HikariDataSource connections = ReadPool.open(rows.settings(), 2);
                WaitingReads waiting = new WaitingReads(new Reads(connections), 2, 2)) {
            CompletableFuture<Answer> first = waiting.read(request);
            CompletableFuture<Answer> second = waiting.read(request);
            CompletableFuture<Answer> third = waiting.read(request);
            assertThat(third)
                    .isCompletedExceptionally()
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withMessageContaining("At most 2 reads wait");
            rows.report(key, "flights:0=6");
            assertThat(first.get().rows()).hasSize(1);
            assertThat(second.get().rows()).hasSize(1);
            assertThat(waiting.read(request).get().rows()).hasSize(1);
        }
    }

    @Test
    void cutoverGivesEachWindowFromItsVersionAndWaitsForBoth() throws Exception {
        VersionKey first = rows.version("cutover", 1, 1, 4);
        VersionKey second = rows.version("cutover", 2, 1, 4);
        rows.promote(first, 100);
        rows.change("cutover")
                .apply(TestRows.promotion(second, 100, Instant.parse("2001-01-01T02:00:00Z")));
        Response response = client.get("/views/cutover/rows?limit=10");
        List<Integer> versions = new ArrayList<>();
        response.rows().forEach(row -> versions.add(row.get("version").asInt()));
        assertThat(versions).containsExactly(1, 1, 2, 2);
        assertThat(response.json().get("cutover"))
                .hasToString("{\"at\":\"2001-01-01T02:00:00Z\",\"from\":1}");
        rows.report(second, "flights:0=5");
        assertThat(client.get("/views/cutover/rows?position=flights:0=5&wait=0").status())
                .isEqualTo(504);
        rows.report(first, "flights:0=5");
        assertThat(client.get("/views/cutover/rows?position=flights:0=5&wait=0").status())
                .isEqualTo(200);
    }

    @Test
    void viewsAreListedWithTheirVersions() throws Exception {
        rows.promote(rows.version("listed", 1, 1, 1), 100);
        rows.version("listed", 2, 1, 1);
        for (JsonNode view : client.get("/views").json().get("views")) {
            if (view.get("view").asText().equals("listed")) {
                assertThat(view.get("versions"))
                        .extracting(
                                version ->
                                        version.get("version")
                                                + " "
                                                + version.get("state").asText()
                                                + " "
                                                + version.get("share"))
                        .containsExactly("1 serving 100", "2 shadow 0");
                return;
            }
        }
        throw new AssertionError("The view is not listed.");
    }

    @Test
    void postgresAwayIsSaidAndReadsGoOnWhenItIsBack() throws Exception {
        rows.promote(rows.version("away", 1, 1, 1), 100);
        Sandbox sandbox = SharedSandbox.with(Part.POSTGRES);
        sandbox.kill(Sandbox.POSTGRES);
        try {
            for (String path : List.of("/views/away/rows", "/views")) {
                Response response = client.get(path);
                assertThat(response.status()).isEqualTo(503);
                assertThat(response.detail()).contains("try again when it is up");
            }
            assertThatThrownBy(() -> ReadServer.start(rows.settings(), "127.0.0.1", 0, 1))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("could not open the registry");
        } finally {
            sandbox.start(Sandbox.POSTGRES);
        }
        assertThat(client.get("/views/away/rows").rows()).hasSize(1);
    }

    @Test
    void portThatIsTakenIsRefused() {
        Settings settings = rows.settings();
        assertThatThrownBy(() -> ReadServer.start(settings, "127.0.0.1", server.port(), 1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--port " + server.port() + " is taken");
    }

    @Test
    void descriptionNamesTheRoutesAndParametersThatThereAre() throws Exception {
        rows.promote(rows.version("described", 1, 1, 1), 100);
        JsonNode description = client.get("/openapi.json").json();
        JsonNode paths = description.get("paths");
        assertThat(paths.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(
                        List.of(Endpoint.values()).stream().map(Endpoint::path).toList());
        for (Endpoint endpoint : Endpoint.values()) {
            assertThat(paths.get(endpoint.path()).fieldNames()).toIterable().containsExactly("get");
            TreeSet<String> expected = new TreeSet<>();
            endpoint.parameters().forEach(name -> expected.add("query " + name));
            if (endpoint.ofRows()) {
                expected.addAll(List.of("path view", "query columns"));
                for (String name : ReaderOptions.NAMES) {
                    expected.add("query " + name);
                    expected.add("header " + ReaderOptions.header(name));
                }
            }
            assertThat(parameters(description, paths.get(endpoint.path()).get("get")))
                    .isEqualTo(expected);
            String path = endpoint.path().replace("{view}", "described");
            assertThat(client.get(path).detail()).doesNotContain("This service answers GET for");
        }
    }

    private static TreeSet<String> parameters(JsonNode description, JsonNode operation) {
        TreeSet<String> parameters = new TreeSet<>();
        for (JsonNode given : operation.path("parameters")) {
            JsonNode parameter =
                    given.has("$ref")
                            ? description.at(given.get("$ref").asText().substring(1))
                            : given;
            parameters.add(parameter.get("in").asText() + " " + parameter.get("name").asText());
        }
        return parameters;
    }

    private List<String> places(String path) throws Exception {
        return places(client.get(path));
    }

    private static List<String> places(Response response) {
        List<String> places = new ArrayList<>();
        for (JsonNode row : response.rows()) {
            String hour = row.get("window_end").asText().substring(11, 13);
            places.add(row.get("origin").asText() + " " + hour);
        }
        return places;
    }
}
