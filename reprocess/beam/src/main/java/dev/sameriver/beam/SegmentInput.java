package dev.sameriver.beam;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A file of Beam's file systems as Parquet reads it.
 *
 * @param address the whole address
 */
record SegmentInput(String address) implements InputFile {

    private SeekableByteChannel open() throws IOException {
        return (SeekableByteChannel) ArchiveFiles.open(address);
    }

    @Override
    public long getLength() throws IOException {
        try (SeekableByteChannel channel = open()) {
            return channel.size();
        }
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
        SeekableByteChannel channel = open();
        return new DelegatingSeekableInputStream(Channels.newInputStream(channel)) {
            @Override
            public long getPos() throws IOException {
                return channel.position();
            }

            @Override
            public void seek(long position) throws IOException {
                channel.position(position);
            }
        };
    }

    @Override
    public String toString() {
        return address;
    }
}
