package dev.sameriver.jobs.social;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;

/**
 * Writes made-up friendships and messages, always the same for the same numbers:
 *
 * <pre>{@code
 * java SocialData.java <acts> <members> <folder>
 * }</pre>
 *
 * <p>Somebody does something every second: they make a friend, unfriend one, or send a message to
 * their friends; whoever unfriends somebody sends a message one second later from another device,
 * which had seen it. Each member has two devices, whose clocks are up to four minutes wrong: {@code
 * at} is what they say. An act names the member's act before it. What is sent arrives within 20
 * seconds; one in 400 acts does so half an hour later, and was sent once more after 20 minutes, as
 * its device heard nothing. One in 500 messages names an act that there never was.
 */
public final class SocialData {

    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;

    private final long members;
    private final Writer friendships;
    private final Writer messages;

    private final Map<Long, TreeSet<Long>> friends = new HashMap<>();
    private final Map<Long, String> lastActs = new HashMap<>();
    private final Map<String, List<String>> sent = new HashMap<>();

    private SocialData(long members, Writer friendships, Writer messages) {
        this.members = members;
        this.friendships = friendships;
        this.messages = messages;
    }

    /** See above. */
    public static void main(String[] arguments) throws IOException {
        write(Long.parseLong(arguments[0]), Long.parseLong(arguments[1]), Path.of(arguments[2]));
    }

    /** Gives who was a friend when each message was sent: by its id, their names in order. */
    static Map<String, List<String>> write(long acts, long members, Path folder)
            throws IOException {
        try (Writer friendships = writer(folder.resolve("friendships.csv.gz"));
                Writer messages = writer(folder.resolve("messages.csv.gz"))) {
            friendships.write("id,member,friend,change,seen,at,arrived\n");
            messages.write("id,member,text,seen,at,arrived\n");
            SocialData data = new SocialData(members, friendships, messages);
            long act = 0;
            while (act < acts) {
                act += data.act(act);
            }
            return data.sent;
        }
    }

    private static Writer writer(Path file) throws IOException {
        return new BufferedWriter(
                new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8));
    }

    /** Gives how many acts this became. */
    private int act(long act) throws IOException {
        long member = chance(act, 0, members);
        long other = (member + 1 + chance(act, 1, members - 1)) % members;
        TreeSet<Long> now = friends(member);
        long device = chance(act, 2, 2);
        if (now.size() > 3 && chance(act, 3, 4) == 0) {
            long former = new ArrayList<>(now).get((int) chance(act, 4, now.size()));
            now.remove(former);
            change(act, member, device, former, "unfriend");
            message(act + 1, member, 1 - device, "about m" + former);
            return 2;
        }
        if (now.size() < 3 || chance(act, 5, 3) == 0) {
            now.add(other);
            change(act, member, device, other, "friend");
        } else {
            message(act, member, device, "hello");
        }
        return 1;
    }

    private void change(long act, long member, long device, long other, String change)
            throws IOException {
        String id = "f" + act;
        String start = "%s,m%d,m%d,%s,%s".formatted(id, member, other, change, seen(member));
        send(friendships, start, act, member, device);
        lastActs.put(member, id);
    }

    private void message(long act, long member, long device, String text) throws IOException {
        String id = "t" + act;
        boolean namesNothing = chance(act, 6, 500) == 0;
        String seen = namesNothing ? "x" + act : seen(member);
        send(messages, "%s,m%d,%s,%s".formatted(id, member, text, seen), act, member, device);
        if (!namesNothing) {
            lastActs.put(member, id);
            sent.put(id, friends(member).stream().map(name -> "m" + name).sorted().toList());
        }
    }

    private TreeSet<Long> friends(long member) {
        return friends.computeIfAbsent(member, any -> new TreeSet<>());
    }

    private String seen(long member) {
        return lastActs.getOrDefault(member, "");
    }

    private void send(Writer out, String start, long act, long member, long device)
            throws IOException {
        long now = START + act * SECOND;
        boolean slow = chance(act, 7, 400) == 0;
        attempt(out, start, now, member, device, slow ? 30 * MINUTE : chance(act, 8, 20 * SECOND));
        if (slow) {
            long again = now + 20 * MINUTE;
            attempt(out, start, again, member, device, chance(act, 9, 20 * SECOND));
        }
    }

    private static void attempt(
            Writer out, String start, long now, long member, long device, long way)
            throws IOException {
        long wrong = chance(member, 10 + device, 8 * MINUTE) - 4 * MINUTE;
        out.write(
                "%s,%s,%s\n"
                        .formatted(
                                start,
                                Instant.ofEpochMilli(now + wrong),
                                Instant.ofEpochMilli(now + way)));
    }

    /** A number from 0 on, below {@code bound}, that looks like chance and is none. */
    private static long chance(long of, long salt, long bound) {
        long mixed = (of * 1_000_003L + salt + 1) * 0x9E3779B97F4A7C15L;
        mixed ^= mixed >>> 32;
        mixed *= 0xBF58476D1CE4E5B9L;
        mixed ^= mixed >>> 29;
        return (mixed >>> 1) % bound;
    }
}
