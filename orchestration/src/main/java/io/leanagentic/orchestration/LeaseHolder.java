package io.leanagentic.orchestration;

import io.leanagentic.AgentRef;
import java.util.Objects;

/** An agent or a named party that holds a lease, or waits for one. */
public sealed interface LeaseHolder {

  /** An agent. Its leases end with it. */
  static LeaseHolder of(AgentRef<?> agent) {
    return new Agent(agent);
  }

  /** Something that has a name and whose end cannot be observed: a thread, a process. */
  static LeaseHolder named(String name) {
    return new Named(name);
  }

  /**
   * An agent.
   *
   * @param agent whose end frees its leases at once
   */
  record Agent(AgentRef<?> agent) implements LeaseHolder {
    /** Checks that it is not null. */
    public Agent {
      Objects.requireNonNull(agent, "agent");
    }

    @Override
    public String toString() {
      return agent.path();
    }
  }

  /**
   * Anything else.
   *
   * @param name not empty
   */
  record Named(String name) implements LeaseHolder {
    /** Checks the name. */
    public Named {
      Objects.requireNonNull(name, "name");
      if (name.isBlank()) {
        throw new IllegalArgumentException("the name of a lease's holder is blank");
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
