package io.leanagentic.orchestration.internal.broadcast;

/** Which rumors a relay knows, as one bit for each number above {@code floor}. */
final class KnownIds {
  private final long floor;
  private final long[] bits;

  KnownIds(long floor, long top) {
    this.floor = floor;
    this.bits = new long[Math.toIntExact((top - floor + Long.SIZE - 1) / Long.SIZE)];
  }

  /** Adds {@code id}, which is above the floor and at most the top. Not after this was sent. */
  void add(long id) {
    int bit = (int) (id - floor - 1);
    bits[bit / Long.SIZE] |= 1L << bit;
  }

  /** Rumors up to this number are too old to be passed on. */
  long floor() {
    return floor;
  }

  /** No rumor above this number is known. */
  long top() {
    return floor + (long) bits.length * Long.SIZE;
  }

  boolean contains(long id) {
    if (id <= floor || id > top()) {
      return false;
    }
    int bit = (int) (id - floor - 1);
    return (bits[bit / Long.SIZE] & 1L << bit) != 0;
  }
}
