package io.leanagentic.cluster;

/**
 * Something that happened to the cluster, as this node sees it. Listeners get it in order, one at a
 * time, and must be quick.
 */
public sealed interface ClusterEvent {

  /** A node has joined. */
  record Joined(Node node) implements ClusterEvent {}

  /** A node is not heard of at present. It may come back; nothing ends yet. */
  record Unreachable(Node node) implements ClusterEvent {}

  /** A node that was not heard of is back. */
  record Reachable(Node node) implements ClusterEvent {}

  /**
   * A node has left, or was given up; it never comes back. All refs to its agents have ended.
   *
   * @param lost messages that were sent to it and that it did not confirm: it may have got them
   */
  record Left(Node node, long lost) implements ClusterEvent {}

  /**
   * This node is no longer part of the cluster: it was closed, or the others gave it up. All refs
   * to agents of other nodes have ended.
   */
  record Ended(String reason) implements ClusterEvent {}
}
