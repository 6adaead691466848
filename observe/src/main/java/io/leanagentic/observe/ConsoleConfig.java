package io.leanagentic.observe;

import java.net.InetAddress;
import java.util.Objects;

/**
 * Where a {@link Console} listens.
 *
 * @param address the address of this host that browsers connect to
 * @param port from 1 to 65535, or 0 for any that is free
 */
public record ConsoleConfig(InetAddress address, int port) {
  private static final int LAST_PORT = 65_535;

  /** Any free port of the loopback address, which only this host reaches. */
  public static final ConsoleConfig DEFAULT =
      new ConsoleConfig(InetAddress.getLoopbackAddress(), 0);

  /** Checks the port. */
  public ConsoleConfig {
    Objects.requireNonNull(address, "address");
    if (port < 0 || port > LAST_PORT) {
      throw new IllegalArgumentException("port is " + port + "; allowed: 0 to " + LAST_PORT);
    }
  }

  /** The same with another port. */
  public ConsoleConfig withPort(int port) {
    return new ConsoleConfig(address, port);
  }

  /**
   * The same with another address, such as one of the network. Who has the URL then sees the names
   * of all agents; it goes over the network in clear text.
   */
  public ConsoleConfig withAddress(InetAddress address) {
    return new ConsoleConfig(address, port);
  }
}
