package dev.sameriver.connect;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.codec.ZstandardCodec;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Parquet's codecs, with the one that we write made by ourselves.
 *
 * <p>Parquet has Hadoop make it, which keeps the class for ever. Where Hadoop belongs to a cluster
 * and Parquet to a job, all classes of a job would stay in memory after its end.
 */
public final class ParquetCodecs extends CodecFactory {

    private ParquetCodecs(Configuration configuration, int pageBytes) {
        super(configuration, pageBytes);
    }

    /** Codecs for a reader. */
    public static ParquetCodecs reading(Configuration configuration) {
        return new ParquetCodecs(configuration, 0);
    }

    /** Codecs for a writer of pages of about this size. */
    public static ParquetCodecs writing(Configuration configuration, int pageBytes) {
        return new ParquetCodecs(configuration, pageBytes);
    }

    @Override
    protected CompressionCodec getCodec(CompressionCodecName name) {
        if (name != CompressionCodecName.ZSTD) {
            return super.getCodec(name);
        }
        ZstandardCodec codec = new ZstandardCodec();
        codec.setConf(configuration);
        return codec;
    }
}
