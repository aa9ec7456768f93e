package dev.sameriver.table;

import java.util.List;
import org.apache.flink.table.data.RowData;

/** A row of a view, and its key as texts. */
record KeyedRow(List<String> key, RowData row) {}
