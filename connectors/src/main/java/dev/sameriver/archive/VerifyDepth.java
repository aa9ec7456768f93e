package dev.sameriver.archive;

/** How far an archive is read back; each looks at all that those before it look at. */
public enum VerifyDepth {

    /**
     * Every byte: definitions, the chain of commits, and the SHA-256 of every segment's file. Finds
     * all that was damaged or changed after it was committed.
     */
    FILES,

    /**
     * Every row too: each is decoded and counted anew. Finds also a segment that was never what its
     * commit says, as by a faulty writer; takes far longer.
     */
    ROWS
}
