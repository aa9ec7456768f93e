package dev.sameriver.view;

import java.util.List;
import org.apache.flink.api.common.typeutils.TypeInformationTestBase;

class ViewRowTypeInfoTest extends TypeInformationTestBase<ViewRowTypeInfo> {

    @Override
    protected ViewRowTypeInfo[] getTestData() {
        return new ViewRowTypeInfo[] {
            new ViewRowTypeInfo(ViewRowSerializerTest.SCHEMA),
            new ViewRowTypeInfo(new RowSchema(List.of(new Column("origin", ColumnType.TEXT)), 1)),
        };
    }
}
