package dev.sameriver.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A position as it is stored: {@code {"flights": {"0": 120, "1": 98}}}. */
final class PositionJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<SortedMap<String, SortedMap<Integer, Long>>> OFFSETS =
            new TypeReference<>() {};

    private PositionJson() {}

    static String write(LogPosition position) {
        try {
            return JSON.writeValueAsString(position.offsets());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The position cannot be written: " + position, e);
        }
    }

    static LogPosition read(@Nullable String json) {
        if (json == null) {
            return LogPosition.EMPTY;
        }
        try {
            return new LogPosition(JSON.readValue(json, OFFSETS));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The registry's position is broken: " + json, e);
        }
    }
}
