package dev.sameriver.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sameriver.registry.Version;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies of responses. */
final class AnswerJson {

    private AnswerJson() {}

    /** A page of rows, and which version they are from. */
    static ObjectNode rows(Answer answer) {
        Version version = answer.version();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("view", version.key().view());
        body.put("version", version.key().version());
        place(body, version);
        if (version.cutoverAt() != null && version.cutoverFrom() != null) {
            body.putObject("cutover")
                    .put("at", version.cutoverAt().toString())
                    .put("from", version.cutoverFrom());
        }
        body.putArray("rows").addAll(answer.rows());
        Cursor next = answer.next();
        if (next != null) {
            body.put("next", next.format());
        }
        return body;
    }

    /** All views with their versions. */
    static ObjectNode views(List<Version> versions) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode views = body.putArray("views");
        String last = "";
        ArrayNode ofView = views;
        for (Version version : versions) {
            if (!version.key().view().equals(last)) {
                last = version.key().view();
                ofView = views.addObject().put("view", last).putArray("versions");
            }
            ObjectNode node = ofView.addObject();
            node.put("version", version.key().version());
            node.put("state", version.state().text());
            node.put("share", version.share());
            place(node, version);
            node.put("reported", text(version.reportedAt()));
        }
        return body;
    }

    private static void place(ObjectNode node, Version version) {
        node.put("position", version.position().format());
        node.put("watermark", text(version.watermark()));
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    /** A problem, as RFC 9457 has it. */
    static ObjectNode problem(int status, String title, String sentence) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("title", title)
                .put("status", status)
                .put("detail", sentence);
    }
}
