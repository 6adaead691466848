package io.leanagentic.extension;

import io.leanagentic.Behavior;

/**
 * A library's behavior around one of a user's. Consoles and metrics show what it wraps: {@link
 * AgentView#type} is the class of that.
 */
public interface Wrapper {

  /** What it wraps, which may be a wrapper again. It must not throw, and any thread may ask. */
  Behavior<?> wrapped();
}
