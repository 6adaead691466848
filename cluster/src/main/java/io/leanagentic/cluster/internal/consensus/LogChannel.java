package io.leanagentic.cluster.internal.consensus;

import java.io.IOException;

/** The way to the voters of one log. */
interface LogChannel {

  /**
   * Has {@code message} applied once, or read, and returns what the replica of the leader said.
   * Tries until it succeeds, or the thread is interrupted.
   *
   * @throws IOException if it cannot succeed any more
   */
  byte[] send(byte[] message, boolean isQuestion) throws IOException;

  /** The voters, for messages. */
  String voters();

  /** What was wrong last; empty if nothing was. */
  String trouble();
}
