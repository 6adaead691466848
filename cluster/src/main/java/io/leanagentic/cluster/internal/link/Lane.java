package io.leanagentic.cluster.internal.link;

/** The two links from one node to another. */
public enum Lane {
  /** Answers, and what is about refs: its senders never wait, and what it carries never waits. */
  CONTROL(0),
  /** Messages: its senders park while it is full. */
  MESSAGES(1);

  /** In frames. */
  final int code;

  Lane(int code) {
    this.code = code;
  }
}
