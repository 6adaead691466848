package io.leanagentic.cluster;

import io.leanagentic.cluster.internal.Addresses;
import io.leanagentic.cluster.internal.link.Window;
import io.leanagentic.cluster.spi.MessageCodec;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How a node joins a cluster.
 *
 * @param name of the cluster, 1 to 100 characters: nodes of another name are refused
 * @param host where this node listens, and what others know it by: a loopback address, or any with
 *     {@code tls}
 * @param port where this node listens, 0 to 65535; 0 takes a free one
 * @param seeds nodes to ask, as {@code 127.0.0.1:2551}: the first that answers lets this one in. A
 *     node that is the first of its own seeds founds a cluster if no other answers, and one without
 *     seeds always does
 * @param joinTimeout how long {@link Cluster#join} tries
 * @param failureTimeout how long a node may not be heard of until it counts as unreachable, 1
 *     second or more
 * @param stableAfter how long some nodes are unreachable until the side with the majority gives
 *     them up, 1 second or more; less than 5 seconds gives up healthy nodes under load
 * @param window how many messages to one agent may be on their way, 1 to 1,000,000; a sender that
 *     finds them on their way parks
 * @param codec what messages look like on their way; the same on all nodes
 * @param tls if connections are encrypted, and both ends show certificates; else any program of the
 *     machine can join. The same on all nodes
 * @param voters the nodes that keep the logs of replicated machines and leases; the same on all
 *     nodes
 */
public record ClusterConfig(
    String name,
    String host,
    int port,
    List<String> seeds,
    Duration joinTimeout,
    Duration failureTimeout,
    Duration stableAfter,
    int window,
    MessageCodec codec,
    Optional<SSLContext> tls,
    Voters voters) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public ClusterConfig {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(seeds, "seeds");
    seeds.forEach(it -> Objects.requireNonNull(it, "a seed"));
    seeds = List.copyOf(seeds);
    Objects.requireNonNull(joinTimeout, "joinTimeout");
    Objects.requireNonNull(failureTimeout, "failureTimeout");
    Objects.requireNonNull(stableAfter, "stableAfter");
    Objects.requireNonNull(codec, "codec");
    boolean anywhere = Objects.requireNonNull(tls, "tls").isPresent();
    Objects.requireNonNull(voters, "voters");
    check(
        !name.isBlank() && name.length() <= 100,
        "the name of the cluster",
        name,
        "1 to 100 characters");
    check(
        Addresses.isHost(host, anywhere),
        "host",
        host,
        "a loopback address, such as 127.0.0.1, or with TLS a name or an IPv4 address");
    check(port >= 0 && port <= 65535, "port", port, "0 to 65535");
    for (String seed : seeds) {
      check(
          Addresses.isAddress(seed, anywhere),
          "a seed",
          seed,
          "a loopback address, or any with TLS, and a port, such as 127.0.0.1:2551");
    }
    checkSpan(joinTimeout, "join timeout", 0);
    checkSpan(failureTimeout, "failure timeout", 1);
    checkSpan(stableAfter, "stable after", 1);
    check(window >= 1 && window <= Window.MOST, "window", window, "1 to 1000000");
  }

  private static void checkSpan(Duration time, String what, int leastSeconds) {
    boolean isAllowed =
        time.isPositive()
            && time.compareTo(Duration.ofSeconds(leastSeconds)) >= 0
            && time.compareTo(Duration.ofHours(1)) <= 0;
    check(
        isAllowed,
        what,
        time,
        (leastSeconds == 0 ? "more than zero, and" : leastSeconds + " second or more, and")
            + " at most an hour");
  }

  private static void check(boolean valid, String what, Object value, String allowed) {
    if (!valid) {
      throw new IllegalArgumentException(what + " is " + value + "; allowed: " + allowed);
    }
  }

  /**
   * A node of the cluster {@code lean-agentic} at {@code port} of 127.0.0.1, without seeds. It
   * joins within 30 seconds or fails, waits 3 seconds for a node that is not heard of and 5 more
   * before it is given up, has windows of 1000 messages, and no voters.
   */
  public static ClusterConfig loopback(int port) {
    return new ClusterConfig(
        "lean-agentic",
        "127.0.0.1",
        port,
        List.of(),
        Duration.ofSeconds(30),
        Duration.ofSeconds(3),
        Duration.ofSeconds(5),
        1000,
        MessageCodec.cbor(),
        Optional.empty(),
        Voters.none());
  }

  /** As {@link #loopback}, at another address of this machine, with TLS: see {@link ClusterTls}. */
  public static ClusterConfig of(String host, int port, SSLContext tls) {
    ClusterConfig it = loopback(port);
    return new ClusterConfig(
        it.name,
        host,
        port,
        it.seeds,
        it.joinTimeout,
        it.failureTimeout,
        it.stableAfter,
        it.window,
        it.codec,
        Optional.of(Objects.requireNonNull(tls, "tls")),
        it.voters);
  }

  /** This with another name of the cluster. */
  public ClusterConfig withName(String name) {
    return new ClusterConfig(
        name,
        host,
        port,
        seeds,
        joinTimeout,
        failureTimeout,
        stableAfter,
        window,
        codec,
        tls,
        voters);
  }

  /** This with other seeds, such as {@code 127.0.0.1:2551}. */
  public ClusterConfig withSeeds(String... seeds) {
    return new ClusterConfig(
        name,
        host,
        port,
        List.of(seeds),
        joinTimeout,
        failureTimeout,
        stableAfter,
        window,
        codec,
        tls,
        voters);
  }

  /** This with another limit for {@link Cluster#join}. */
  public ClusterConfig withJoinTimeout(Duration joinTimeout) {
    return new ClusterConfig(
        name,
        host,
        port,
        seeds,
        joinTimeout,
        failureTimeout,
        stableAfter,
        window,
        codec,
        tls,
        voters);
  }

  /** This with other times until a node is unreachable, and until it is given up. */
  public ClusterConfig withPatience(Duration failureTimeout, Duration stableAfter) {
    return new ClusterConfig(
        name,
        host,
        port,
        seeds,
        joinTimeout,
        failureTimeout,
        stableAfter,
        window,
        codec,
        tls,
        voters);
  }

  /** This with another window. */
  public ClusterConfig withWindow(int window) {
    return new ClusterConfig(
        name,
        host,
        port,
        seeds,
        joinTimeout,
        failureTimeout,
        stableAfter,
        window,
        codec,
        tls,
        voters);
  }

  /** This with another codec. */
  public ClusterConfig withCodec(MessageCodec codec) {
    return new ClusterConfig(
        name,
        host,
        port,
        seeds,
        joinTimeout,
        failureTimeout,
        stableAfter,
        window,
        codec,
        tls,
        voters);
  }

  /** This with TLS: see {@link ClusterTls}. */
  public ClusterConfig withTls(SSLContext tls) {
    return of(host, port, tls)
        .withName(name)
        .withSeeds(seeds.toArray(new String[0]))
        .withJoinTimeout(joinTimeout)
        .withPatience(failureTimeout, stableAfter)
        .withWindow(window)
        .withCodec(codec)
        .withVoters(voters);
  }

  /** This with other voters. */
  public ClusterConfig withVoters(Voters voters) {
    return new ClusterConfig(
        name,
        host,
        port,
        seeds,
        joinTimeout,
        failureTimeout,
        stableAfter,
        window,
        codec,
        tls,
        voters);
  }
}
