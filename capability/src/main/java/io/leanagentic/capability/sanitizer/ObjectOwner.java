package io.leanagentic.capability.sanitizer;

/** Something that can own objects: an agent. Compared by identity. */
public interface ObjectOwner {
  /** How it is named in messages: its path. */
  String path();

  /** From what its state is reached: its behavior; null if it has none now. */
  Object heldState();
}
