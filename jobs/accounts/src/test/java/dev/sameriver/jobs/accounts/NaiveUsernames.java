package dev.sameriver.jobs.accounts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of usernames, written out over the file itself. */
final class NaiveUsernames {

    /** Who was granted a name last, and when. */
    private record Holder(String member, Instant since) {

        Instant until() {
            return since.plus(Duration.ofHours(1));
        }
    }

    private final Map<String, Holder> holders = new HashMap<>();

    private NaiveUsernames() {}

    /** The line that a replay of all requests must print. */
    static String line(Path file) throws IOException {
        NaiveRequests requests = new NaiveRequests(file);
        NaiveUsernames names = new NaiveUsernames();
        List<String> rows = new ArrayList<>();
        for (NaiveRequests.Attempt request : requests.once()) {
            rows.add(names.row(request));
        }
        return requests.line(rows);
    }

    private String row(NaiveRequests.Attempt request) {
        String name = request.cells()[1];
        String member = request.cells()[2];
        Instant now = request.sent();
        String verdict = verdict(request.cells()[3], name, member, now);
        Holder holder = holder(name, now);
        String held = holder == null ? "," : holder.member() + "," + holder.until();
        return String.join(",", request.id(), now.toString(), verdict, name, member, held);
    }

    private String verdict(String act, String name, String member, Instant now) {
        if (member.isEmpty()) {
            return "invalid";
        }
        Holder holder = holder(name, now);
        boolean own = holder != null && holder.member().equals(member);
        if (act.equals("release")) {
            if (own) {
                holders.remove(name);
            }
            return own ? "released" : "refused";
        }
        if (holder == null || own) {
            holders.put(name, new Holder(member, now));
            return "granted";
        }
        return "refused";
    }

    private @Nullable Holder holder(String name, Instant now) {
        Holder last = holders.get(name);
        return last != null && now.isBefore(last.until()) ? last : null;
    }
}
