package dev.sameriver.archive;

/**
 * Something in an archive that is not as it was written.
 *
 * @param log the log's name
 * @param file the whole path of the file
 * @param what is wrong with it, and from which row on
 * @param row the first row of the file that cannot be trusted, from 0; -1 if the file has no rows
 * @param offset that row's offset; -1 if it is not known
 */
public record Finding(String log, String file, String what, long row, long offset) {

    @Override
    public String toString() {
        String place = row < 0 ? "" : " from row " + row;
        String at = offset < 0 ? "" : " (offset " + offset + ")";
        return "log " + log + ": " + file + place + at + ": " + what;
    }
}
