package dev.sameriver.log;

import java.io.Serializable;

/**
 * An event that a row counts, by its place in the log.
 *
 * <p>As text it is {@code flights:0/2/17@978307200000<978300000000}.
 *
 * @param log the log's name
 * @param time event time, in milliseconds since 1970-01-01T00:00Z
 * @param clock its partition's clock before it; {@link Clock#NONE} if there was none
 */
public record CountedEvent(String log, Position position, long time, long clock)
        implements Comparable<CountedEvent>, Serializable {

    /**
     * Reads the text of an event.
     *
     * @param text as {@link #toString} writes it
     */
    public static CountedEvent parse(String text) {
        int colon = text.lastIndexOf(':');
        int at = text.indexOf('@', colon);
        int less = text.indexOf('<', at);
        String[] place = text.substring(colon + 1, at).split("/", -1);
        return new CountedEvent(
                text.substring(0, colon),
                new Position(
                        Integer.parseInt(place[0]),
                        Integer.parseInt(place[1]),
                        Long.parseLong(place[2])),
                Long.parseLong(text.substring(at + 1, less)),
                Long.parseLong(text.substring(less + 1)));
    }

    /** In the order of the log; those that a view made of one record by time. */
    @Override
    public int compareTo(CountedEvent other) {
        int order = log.compareTo(other.log);
        order = order == 0 ? position.compareTo(other.position) : order;
        order = order == 0 ? Long.compare(time, other.time) : order;
        return order == 0 ? Long.compare(clock, other.clock) : order;
    }

    @Override
    public String toString() {
        return log + ":" + position + "@" + time + "<" + clock;
    }
}
