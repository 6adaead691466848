package io.leanagentic.cluster.internal.engine;

import io.leanagentic.cluster.Node;

/** Who is in the cluster, and a way to send bytes to each: at most once, with losses. */
public interface Engine extends AutoCloseable {

  /** This node. */
  Node self();

  /** Sends {@code frame} to {@code peer}, or loses it. */
  void send(Node peer, byte[] frame);

  /** Nothing is sent to {@code peer} any more. */
  void forget(Node peer);

  /** Leaves the cluster; waits until that is done, or it takes too long. */
  @Override
  void close();

  /** What the engine tells; one call at a time. */
  interface Listener {
    /** A node has joined; not this one. */
    void up(Node peer);

    /** A node is not heard of. */
    void unreachable(Node peer);

    /** A node is heard of again. */
    void reachable(Node peer);

    /** A node has left for good. */
    void removed(Node peer);

    /** Bytes came, of anybody. */
    void frame(byte[] frame);

    /** This node is no longer part of the cluster. */
    void ended(String reason);
  }
}
