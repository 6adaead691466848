package io.leanagentic.cluster;

import io.leanagentic.cluster.internal.Addresses;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The nodes that keep the logs of {@link ReplicatedMachine replicated machines} and leases. They
 * are fixed, and the same on all nodes: three go on without one of them, five without two.
 *
 * @param addresses where they listen for each other, such as {@code 127.0.0.1:2561}: an odd number
 *     of them, at most 7. None for a node alone, which keeps its logs in a temporary folder until
 *     it ends
 * @param own which of them this node is; empty if it is none
 * @param folder where this node keeps its logs; empty if it is no voter
 */
public record Voters(List<String> addresses, Optional<String> own, Optional<Path> folder) {
  private static final int MOST = 7;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Voters {
    Objects.requireNonNull(addresses, "addresses");
    Objects.requireNonNull(own, "own");
    Objects.requireNonNull(folder, "folder");
    addresses.forEach(it -> Objects.requireNonNull(it, "a voter"));
    addresses = List.copyOf(addresses);
    for (String address : addresses) {
      check(
          Addresses.isAddress(address, false),
          "a voter",
          address,
          "a loopback address and a port, such as 127.0.0.1:2561");
    }
    boolean isOdd = addresses.isEmpty() || (addresses.size() % 2 == 1 && addresses.size() <= MOST);
    check(isOdd, "number of voters", addresses.size(), "1, 3, 5 or 7");
    check(
        new HashSet<>(addresses).size() == addresses.size(),
        "the list of voters",
        addresses,
        "each of them once");
    check(
        own.isEmpty() || addresses.contains(own.get()),
        "the own voter",
        own.orElse(""),
        "one of " + addresses);
    check(
        own.isPresent() == folder.isPresent(),
        "the folder of the logs",
        folder.isPresent() ? "given" : "missing",
        "one for a voter, none for other nodes");
  }

  private static void check(boolean valid, String what, Object value, String allowed) {
    if (!valid) {
      throw new IllegalArgumentException(what + " is " + value + "; allowed: " + allowed);
    }
  }

  /** None: a node alone keeps its logs for itself, until it ends. */
  public static Voters none() {
    return new Voters(List.of(), Optional.empty(), Optional.empty());
  }

  /** Those at {@code addresses}, for a node that is none of them. */
  public static Voters of(String... addresses) {
    Objects.requireNonNull(addresses, "addresses");
    return new Voters(Arrays.asList(addresses), Optional.empty(), Optional.empty());
  }

  /** These, for the voter at {@code address}, which keeps its logs in {@code folder}. */
  public Voters at(String address, Path folder) {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(folder, "folder");
    return new Voters(addresses, Optional.of(address), Optional.of(folder));
  }
}
