package dev.sameriver.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.connect.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveImprintTest {

    private static final String SINCE = "the audit of 2001-01-01";

    @TempDir private Path folder;
    private LogArchive archive;

    @BeforeEach
    void create() throws IOException {
        archive = TestLog.create(folder);
        commit(0, 3);
        commit(3, 5);
    }

    @Test
    void archiveThatHasGrownIsAsItWas() throws IOException {
        ArchiveImprint then = imprint();
        commit(5, 9);
        Schema wider =
                new Schema.Parser()
                        .parse(
                                TestLog.FLIGHT
                                        .toString()
                                        .replace(
                                                "\"fields\":[",
                                                "\"fields\":[{\"name\":\"gate\",\"type\":\"int\",\"default\":0},"));
        archive.evolve(wider);
        assertThat(found(then)).isEmpty();
        assertThat(imprint().schema()).isNotEqualTo(then.schema());
    }

    @Test
    void commitThatWasTakenAwayFromTheEndIsNamedWithTheOffsetOfWhatIsLost() throws IOException {
        ArchiveImprint then = imprint();
        Path last = folder.resolve("flights/" + ManifestFile.name(1));
        Files.delete(last);
        assertThat(verify()).isEmpty();
        assertThat(found(then))
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.file()).endsWith("00000000000000000001.json");
                            assertThat(finding.offset()).isEqualTo(3);
                            assertThat(finding.what())
                                    .isEqualTo(
                                            "truncated since the audit of 2001-01-01: it is"
                                                    + " missing, and partition 0 ends at g0 o3,"
                                                    + " not at g0 o5");
                        });
        commit(3, 7);
        assertThat(verify()).isEmpty();
        assertThat(found(then))
                .singleElement()
                .extracting(Finding::what)
                .isEqualTo("rewritten since the audit of 2001-01-01");
    }

    @Test
    void definitionThatWasChangedIsNamed() throws IOException {
        ArchiveImprint then = imprint();
        Path definition = folder.resolve("flights/log.json");
        String written = Files.readString(definition);
        Files.writeString(definition, written.replace("\"scheduled\"", "\"delay\""));
        assertThat(verify()).isEmpty();
        assertThat(found(then))
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.file()).endsWith("flights/log.json");
                            assertThat(finding.what())
                                    .isEqualTo("changed since the audit of 2001-01-01");
                        });
        Files.writeString(definition, written);
        assertThat(found(then)).isEmpty();
    }

    @Test
    void damagedDefinitionIsOneSentenceAndNamedByVerification() throws IOException {
        Path definition = folder.resolve("flights/log.json");
        String written = Files.readString(definition);
        for (String damaged :
                List.of(
                        written.substring(9),
                        "null",
                        written.replace("\"scheduled\"", "null"),
                        written.replace("\"partitions\" : 2", "\"partitions\" : 0"),
                        written.replace("\"version\" : 1", "\"version\" : 9"),
                        written.replace("\"flights\"", "\"fligths\""))) {
            assertThat(damaged).isNotEqualTo(written);
            Files.writeString(definition, damaged);
            assertThatThrownBy(() -> TestLog.open(folder))
                    .isInstanceOf(CorruptDefinitionException.class)
                    .hasMessageContaining("flights/log.json is corrupt: ")
                    .hasMessageNotContaining("\n");
            assertThat(verify())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.file()).endsWith("flights/log.json"));
        }
    }

    @Test
    void schemaThatWasChangedDamagedOrTakenAwayIsNamed() throws IOException {
        ArchiveImprint then = imprint();
        Path schema = folder.resolve("flights/schemas/" + then.schema() + ".avsc");
        String written = Files.readString(schema);
        Files.writeString(schema, written.replace("\"fields\"", "\"doc\" : \"other\", \"fields\""));
        assertThat(verify()).isEmpty();
        assertThat(found(then))
                .singleElement()
                .satisfies(finding -> assertThat(finding.file()).endsWith(".avsc"));
        Files.writeString(schema, written.replace("delay", "belay"));
        assertThat(verify()).singleElement().asString().contains(".avsc is corrupt: ");
        Files.delete(schema);
        assertThat(verify())
                .singleElement()
                .asString()
                .contains("it is missing, and the definition");
    }

    private ArchiveImprint imprint() throws IOException {
        return ArchiveImprint.of(archive, archive.manifest());
    }

    private List<Finding> found(ArchiveImprint then) throws IOException {
        LogArchive now = TestLog.open(folder);
        return then.contradictions(now, now.manifest(), SINCE);
    }

    private List<Finding> verify() throws IOException {
        return ArchiveVerifier.verify(
                        folder.toUri().toString(),
                        TestLog.CONFIGURATION,
                        null,
                        VerifyDepth.ROWS,
                        Progress.NONE)
                .findings();
    }

    private void commit(long first, long next) throws IOException {
        archive.commit(List.of(TestLog.segment(archive, 0, TestLog.events(first, next))));
    }
}
