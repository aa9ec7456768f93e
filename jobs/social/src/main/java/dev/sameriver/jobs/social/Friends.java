package dev.sameriver.jobs.social;

import java.util.List;
import java.util.stream.Stream;

/**
 * A member's friends.
 *
 * @param names in order, each once
 */
public record Friends(List<String> names) {

    static final Friends NONE = new Friends(List.of());

    Friends with(String name) {
        return new Friends(
                Stream.concat(names.stream(), Stream.of(name)).distinct().sorted().toList());
    }

    Friends without(String name) {
        return new Friends(names.stream().filter(other -> !other.equals(name)).toList());
    }
}
