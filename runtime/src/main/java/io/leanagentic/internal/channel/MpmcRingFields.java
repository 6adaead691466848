package io.leanagentic.internal.channel;

/**
 * The two counters of a ring, each on cache lines of its own: senders write one, receivers the
 * other.
 */
final class MpmcRingFields {
  /*
   * The fields of a superclass come before those of its subclasses, so a class of 128 unused bytes between two others
   * keeps their fields apart.
   */

  private MpmcRingFields() {}

  /** Keeps what lies before the ring in memory off its cache lines. */
  abstract static class PadBefore {
    long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;
  }

  /** What senders write. */
  abstract static class Head extends PadBefore {
    /** The next ticket to send, with {@link MpmcRing#CLOSED} once no more are given. */
    long head;

    /** A ticket below this has room. */
    long limit;
  }

  /** Keeps senders and receivers apart. */
  abstract static class PadBetween extends Head {
    long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;
  }

  /** What receivers write. */
  abstract static class Tail extends PadBetween {
    /** The next ticket to receive. */
    long tail;
  }

  /** Keeps what lies after the counters off their cache lines. */
  abstract static class PadAfter extends Tail {
    long c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15;
  }
}
