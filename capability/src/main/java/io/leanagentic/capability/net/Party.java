package io.leanagentic.capability.net;

/** Who can own objects: an agent. Compared by identity. */
public interface Party {
  /** How it is named in messages: its path. */
  String path();

  /** From what its state is reached: its behavior; null if it has none now. */
  Object heldState();
}
