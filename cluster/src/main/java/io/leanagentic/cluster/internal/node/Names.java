package io.leanagentic.cluster.internal.node;

import io.leanagentic.AgentRef;
import io.leanagentic.Await;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.Promise;
import io.leanagentic.Reply;
import io.leanagentic.cluster.RemoteFailureException;
import io.leanagentic.cluster.internal.link.Item;
import io.leanagentic.cluster.spi.MessageFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The names that this node has published, and the lookups that wait for one. */
final class Names {
  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  private final ClusterNode node;

  // Guarded by this.
  private final Map<String, Published> own = new HashMap<>();
  private final List<Waiting<?>> waiting = new ArrayList<>();

  /** An agent, and how its messages travel. */
  record Published(Class<?> type, MessageFormat<?> format, AgentRef<?> agent) {}

  private record Waiting<M>(
      String name, Class<M> type, MessageFormat<M> format, Reply<AgentRef<M>> reply) {}

  Names(ClusterNode node) {
    this.node = node;
  }

  <M> void publish(String name, Class<M> type, AgentRef<M> agent) {
    requireName(name);
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(agent, "agent");
    var published = new Published(type, node.codec.format(type), agent);
    synchronized (this) {
      Published other = own.get(name);
      if (other != null && other.agent.isAlive()) {
        throw new IllegalStateException(
            "the name " + name + " is published already, for " + other.agent.path());
      }
      own.put(name, published);
      node.toAll(new Item.Published(name));
    }
    agent
        .termination(FOR_EVER)
        .whenDone((ended, failure) -> withdraw(name, agent, "the agent has ended"));
    settle();
  }

  /**
   * Withdraws {@code name}, if it is that of {@code agent}.
   *
   * @param agent null for any
   */
  void withdraw(String name, @Nullable AgentRef<?> agent, String reason) {
    synchronized (this) {
      Published published = own.get(name);
      if (published == null || (agent != null && published.agent != agent)) {
        return;
      }
      own.remove(name);
      node.toAll(new Item.Withdrawn(name));
    }
    node.peers().forEach(it -> it.gone(name, reason));
  }

  synchronized @Nullable Published own(String name) {
    return own.get(name);
  }

  /** A peer has come: it gets to know all names. */
  synchronized void tellAll(Peer peer) {
    own.keySet().forEach(it -> peer.control(new Item.Published(it)));
  }

  <M> Await<AgentRef<M>> lookup(String name, Class<M> type, Duration timeout) {
    requireName(name);
    Objects.requireNonNull(type, "type");
    Promise<AgentRef<M>> found = node.runtime.<AgentRef<M>>promise(timeout).asEvent();
    var one = new Waiting<>(name, type, node.codec.format(type), found.reply());
    synchronized (this) {
      waiting.add(one);
    }
    found.await().whenDone((ref, failure) -> forget(one));
    settle();
    return found
        .await()
        .recover(failure ->
            Await.failed(
                failure instanceof AwaitTimeoutException
                    ? new AwaitTimeoutException(
                        "no node of " + node.nodes() + " has published " + name + " in time")
                    : failure));
  }

  /** Ends the lookups that can be. */
  void settle() {
    List<Waiting<?>> all;
    synchronized (this) {
      all = List.copyOf(waiting);
    }
    for (Waiting<?> one : all) {
      if (one.reply.isOpen()) {
        settle(one);
      }
    }
  }

  private synchronized void forget(Waiting<?> one) {
    waiting.removeIf(it -> it == one);
  }

  private <M> void settle(Waiting<M> one) {
    Published published = node.isSerializing() ? null : own(one.name);
    if (published != null && published.agent.isAlive()) {
      if (published.type != one.type) {
        one.reply.fail(
            new IllegalArgumentException(
                one.name
                    + " takes messages of "
                    + published.type.getTypeName()
                    + ", and was looked up for those of "
                    + one.type.getTypeName()));
      } else {
        @SuppressWarnings("unchecked") // its type is that of the messages
        var agent = (AgentRef<M>) published.agent;
        one.reply.send(agent);
      }
      return;
    }
    for (Peer peer : node.peers()) {
      if (peer.has(one.name)) {
        try {
          one.reply.send(peer.ref(one.name, one.type, one.format));
        } catch (RuntimeException e) { // the runtime ends
          one.reply.fail(e);
        }
        return;
      }
    }
  }

  /** Fails all lookups. */
  void end(String reason) {
    List<Waiting<?>> all;
    synchronized (this) {
      all = List.copyOf(waiting);
      waiting.clear();
      own.clear();
    }
    for (Waiting<?> one : all) {
      one.reply.fail(new RemoteFailureException(reason));
    }
  }

  private static void requireName(String name) {
    Objects.requireNonNull(name, "name");
    if (name.isBlank() || name.length() > 200) {
      throw new IllegalArgumentException(
          "a name is \"" + name + "\"; allowed: 1 to 200 characters, not all blank");
    }
  }
}
