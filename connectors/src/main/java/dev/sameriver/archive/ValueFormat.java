package dev.sameriver.archive;

/** How an event is written in a Kafka record's value. */
public enum ValueFormat {
    /** Avro's single-object encoding: two marker bytes, the schema's fingerprint, the event. */
    AVRO,
    /** One JSON object, its fields by name. */
    JSON
}
