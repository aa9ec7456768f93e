package dev.sameriver.jobs.airportdelays;

/**
 * What the view reads of a flight.
 *
 * @param origin the airport that it leaves from, as an IATA code
 * @param delayMinutes how late it left; negative if early
 */
public record Flight(String origin, int delayMinutes) {}
