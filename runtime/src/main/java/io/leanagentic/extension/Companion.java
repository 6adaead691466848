package io.leanagentic.extension;

import io.leanagentic.AgentRuntime;

/**
 * Something that begins with each runtime of the process, such as a console. It is looked for by
 * {@link java.util.ServiceLoader} if the system property {@code leanagentic.console} is set; not
 * for runtimes that a stepper drives.
 */
public interface Companion {

  /**
   * Begins; what it throws is logged, and does the runtime no harm. It is to end with the runtime.
   *
   * @param value of the system property
   */
  void begin(AgentRuntime runtime, String value);
}
