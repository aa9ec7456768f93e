package dev.sameriver.upgrade;

import org.jspecify.annotations.Nullable;

/**
 * How a version's tables, and what the registry says of them, were at one moment; see {@link
 * TableMarks}.
 *
 * @param transaction the number of a transaction of Postgres: what was written since has a greater
 *     one
 * @param position up to where the version had read, as JSON; null if the registry does not know it
 * @param watermark up to when its rows were final, as Postgres writes it; null if not known
 */
record TableMark(String transaction, @Nullable String position, @Nullable String watermark) {}
