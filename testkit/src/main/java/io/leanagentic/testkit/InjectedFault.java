package io.leanagentic.testkit;

/** The failure of an agent that {@link SimulatedRuntime#failAtRandom} makes fail. */
public final class InjectedFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  InjectedFault(String path, long turn) {
    super("the simulation makes " + path + " fail in its turn " + turn);
  }
}
