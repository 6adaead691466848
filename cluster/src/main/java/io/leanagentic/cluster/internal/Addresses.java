package io.leanagentic.cluster.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Checks addresses that users give. */
public final class Addresses {
  private Addresses() {}

  /** Whether {@code address} is a host, as {@link #isHost} allows it, a colon and a port. */
  public static boolean isAddress(String address, boolean anywhere) {
    int colon = address.lastIndexOf(':');
    if (colon < 1 || !address.substring(colon + 1).matches("[1-9]\\d{0,4}")) {
      return false;
    }
    return Integer.parseInt(address.substring(colon + 1)) <= 65535
        && isHost(address.substring(0, colon), anywhere);
  }

  /**
   * Whether {@code host} is one.
   *
   * @param anywhere whether it may be one of another machine
   */
  public static boolean isHost(String host, boolean anywhere) {
    return isLoopback(host)
        || (anywhere
            && host.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
            && !host.equals("0.0.0.0"));
  }

  private static boolean isLoopback(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    if (!host.matches("127(\\.\\d{1,3}){3}")) { // never asks a name server
      return false;
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
