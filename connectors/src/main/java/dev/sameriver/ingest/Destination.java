package dev.sameriver.ingest;

import java.io.IOException;

/** Where rows go, in the order of arrival. */
@FunctionalInterface
interface Destination {

    void append(Routed row) throws IOException;
}
