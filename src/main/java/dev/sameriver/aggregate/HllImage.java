package dev.sameriver.aggregate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * The compact binary form of a DataSketches HLL sketch, made independent of the order of updates.
 *
 * <p>Offsets are those of the library's published layout, which is the same in all its languages
 * and only ever read by version.
 */
final class HllImage {

    private static final int FLAGS = 5;
    private static final int OUT_OF_ORDER = 16;
    private static final int MODE = 7;
    private static final int MODE_MASK = 3;
    private static final int MODE_LIST = 0;
    private static final int MODE_SET = 1;
    private static final int LIST_START = 8;
    private static final int SET_START = 12;
    private static final int HIP = 8;

    private HllImage() {}

    /** Sorts the hashes, or removes the running estimate and marks it as not to be used. */
    static void makeCanonical(byte[] image) {
        switch (image[MODE] & MODE_MASK) {
            case MODE_LIST -> sort(image, LIST_START);
            case MODE_SET -> sort(image, SET_START);
            default -> {
                image[FLAGS] |= OUT_OF_ORDER;
                Arrays.fill(image, HIP, HIP + Double.BYTES, (byte) 0);
            }
        }
    }

    private static void sort(byte[] image, int start) {
        IntBuffer buffer =
                ByteBuffer.wrap(image, start, image.length - start)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asIntBuffer();
        int[] hashes = new int[buffer.remaining()];
        buffer.get(hashes);
        Arrays.sort(hashes);
        buffer.rewind();
        buffer.put(hashes);
    }
}
