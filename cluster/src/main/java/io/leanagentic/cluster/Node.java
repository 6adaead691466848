package io.leanagentic.cluster;

import java.util.Objects;

/**
 * A process of a cluster. One that starts again on the same address is another node.
 *
 * @param host where it listens
 * @param port where it listens
 * @param incarnation a random number that it has until it ends
 */
public record Node(String host, int port, long incarnation) {
  /** Checks that there is a host. */
  public Node {
    Objects.requireNonNull(host, "host");
  }

  /** Where it listens: {@code 127.0.0.1:2551}. */
  public String address() {
    return host + ":" + port;
  }

  @Override
  public String toString() {
    return address();
  }
}
