/**
 * Views that are SQL: a file is read once, by Flink's parser, and becomes a {@link
 * dev.sameriver.sql.SqlView}, which declares to the same operators what a view in Java does.
 *
 * <p>The parser knows grammar only. What names, types and functions mean is in the readers of this
 * package, one for each part of a statement: {@link dev.sameriver.sql.TableReader} for CREATE
 * TABLE, {@link dev.sameriver.sql.QueryReader} for the query, and below it {@link
 * dev.sameriver.sql.WindowReader}, {@link dev.sameriver.sql.AggregateReader} and {@link
 * dev.sameriver.sql.ExpressionReader}. Each refuses what it does not know, with its place in the
 * file. What they give is of {@link dev.sameriver.expression}: but for the steps between SQL and
 * Java ({@link dev.sameriver.sql.SqlStep}, {@link dev.sameriver.sql.TableStep}), nothing here is
 * needed where a job runs.
 */
@NullMarked
package dev.sameriver.sql;

import org.jspecify.annotations.NullMarked;
