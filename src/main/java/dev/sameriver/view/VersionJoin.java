package dev.sameriver.view;

import dev.sameriver.ordered.AsOfMachine;
import dev.sameriver.ordered.Unmatched;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Events, each with one version of its key; see {@link KeyedInput#asOf} and {@link
 * KeyedInput#joinLatest}. At equal times the version comes first, so that it holds for the event.
 *
 * <p>As both are applied in the order of time, a key's last version is all that is held of it.
 * Events wait until the clocks of both logs have passed them.
 */
public final class VersionJoin<T, V> {

    private final KeyedInput<T> events;
    private final KeyedInput<V> versions;

    VersionJoin(KeyedInput<T> events, KeyedInput<V> versions) {
        this.events = events;
        this.versions = versions;
    }

    /** Keeps events for which there is no version yet; their {@link Match#version} is null. */
    public Derived<Match<T, V>> keepUnmatched() {
        return derive(Unmatched.KEEP);
    }

    /** Drops events for which there is no version yet, and counts them as {@code dropped}. */
    public Derived<Match<T, V>> dropUnmatched() {
        return derive(Unmatched.DROP);
    }

    /** Sends events for which there is no version yet to the dead letters. */
    public Derived<Match<T, V>> refuseUnmatched() {
        return derive(Unmatched.REFUSE);
    }

    @SuppressWarnings("unchecked")
    private Derived<Match<T, V>> derive(Unmatched unmatched) {
        InOrder<Object> both = InOrder.of(versions, events);
        KeyedInput.Opened<Object> openedVersions = (KeyedInput.Opened<Object>) versions.open();
        KeyedInput.Opened<Object> openedEvents = (KeyedInput.Opened<Object>) events.open();
        TypeInformation<V> version = (TypeInformation<V>) openedVersions.type();
        return both.derive(
                List.of(openedVersions, openedEvents),
                new AsOfMachine<T, V>(unmatched),
                version,
                matchType((TypeInformation<T>) openedEvents.type(), version));
    }

    @SuppressWarnings("unchecked")
    static <T, V> TypeInformation<Match<T, V>> matchType(
            TypeInformation<T> event, TypeInformation<V> version) {
        return (TypeInformation<Match<T, V>>)
                (TypeInformation<?>)
                        org.apache.flink.api.common.typeinfo.Types.POJO(
                                Match.class, Map.of("event", event, "version", version));
    }
}
