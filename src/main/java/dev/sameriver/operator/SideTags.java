package dev.sameriver.operator;

import dev.sameriver.view.ViewRow;
import dev.sameriver.view.ViewRowTypeInfo;
import org.apache.flink.util.OutputTag;

/** The side outputs of the combiners; their names are part of a job's graph. */
public final class SideTags {

    /** Rows of {@link SideRows#LATE}. */
    public static final OutputTag<ViewRow> LATE =
            new OutputTag<>("late", new ViewRowTypeInfo(SideRows.LATE));

    /** Rows of {@link SideRows#DEAD}. */
    public static final OutputTag<ViewRow> DEAD =
            new OutputTag<>("dead", new ViewRowTypeInfo(SideRows.DEAD));

    private SideTags() {}
}
