import org.jspecify.annotations.NullMarked;

/**
 * Whole systems of agents, tested from a seed: the runtime's own agents, mailboxes, timers and
 * channels, on one thread and in virtual time.
 */
@NullMarked
module io.leanagentic.testkit {
  requires transitive io.leanagentic;
  requires static transitive org.jspecify;
  requires static transitive org.junit.jupiter.api; // only for @AgentTest

  exports io.leanagentic.testkit;

  opens io.leanagentic.testkit to
      org.junit.platform.commons; // which makes the extension
}
