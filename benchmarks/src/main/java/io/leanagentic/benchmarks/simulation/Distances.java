package io.leanagentic.benchmarks.simulation;

import java.util.Locale;

/**
 * What a cache line needs from one processor to another, in nanoseconds, on a machine with two
 * sockets.
 *
 * @param inComplex within one complex of processors that share a cache
 * @param inSocket between two complexes
 * @param across between the sockets
 * @param complex processors of a complex
 */
record Distances(int inComplex, int inSocket, int across, int complex) {
  /** About those of a server of today. */
  static final Distances SERVER = new Distances(40, 100, 300, 8);

  /**
   * From {@code one} to {@code other}, of {@code processors}; a machine of one complex has one
   * socket.
   */
  int between(int one, int other, int processors) {
    if (one == other) {
      return 0;
    }
    if (one / complex == other / complex) {
      return inComplex;
    }
    return 2 * one / processors == 2 * other / processors ? inSocket : across;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d ns within a complex of %d processors, %d ns within a socket, %d ns across",
        inComplex,
        complex,
        inSocket,
        across);
  }
}
