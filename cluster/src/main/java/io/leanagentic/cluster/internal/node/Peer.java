package io.leanagentic.cluster.internal.node;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.Await;
import io.leanagentic.AwaitException;
import io.leanagentic.Directive;
import io.leanagentic.Supervision;
import io.leanagentic.cluster.Cluster;
import io.leanagentic.cluster.MessageRefusedException;
import io.leanagentic.cluster.Node;
import io.leanagentic.cluster.RemoteFailureException;
import io.leanagentic.cluster.internal.engine.Engine;
import io.leanagentic.cluster.internal.link.Frame;
import io.leanagentic.cluster.internal.link.Item;
import io.leanagentic.cluster.internal.link.Link;
import io.leanagentic.cluster.internal.link.Wire;
import io.leanagentic.cluster.spi.MessageFormat;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Another node: the links to it, the refs to its agents, and its refs to ours. */
final class Peer {
  private static final Logger LOG = System.getLogger(Cluster.class.getName());

  /** Of a proxy, and of an inlet: what cannot travel is reported, and the next message goes on. */
  static final AgentConfig AGENTS =
      AgentConfig.DEFAULT.withSupervision(
          Supervision.stop().with(MessageRefusedException.class, Directive.RESUME));

  final Node node;
  private final ClusterNode home;
  private final @Nullable Wire wire;

  private final Set<String> names = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refNumbers = new AtomicInteger();
  private final Map<Integer, RemoteRef<?>> refs = new ConcurrentHashMap<>();
  private final Map<Wanted, RemoteRef<?>> found = new ConcurrentHashMap<>();

  /** Changed under its lock, with the two below. */
  private final Map<Integer, Inlet> inlets = new ConcurrentHashMap<>();

  /** Refs that the peer needs no longer, with the messages that are to come first. */
  private final Map<Integer, Long> closing = new ConcurrentHashMap<>();

  /** Refs that have no inlet any more, until the peer knows. */
  private final Set<Integer> gone = ConcurrentHashMap.newKeySet();

  /** Questions that were asked there, and those that came from there. */
  private final Map<Long, Asked<?>> asked = new ConcurrentHashMap<>();

  private final Map<Long, Await<?>> atWork = new ConcurrentHashMap<>();

  private record Wanted(String name, Class<?> type) {}

  private Peer(ClusterNode home, Node node, @Nullable Wire wire) {
    this.home = home;
    this.node = node;
    this.wire = wire;
  }

  /** A node that is its own peer. */
  static Peer ofItself(ClusterNode home) {
    return new Peer(home, home.self(), null);
  }

  static Peer linked(ClusterNode home, Node node, Engine engine) {
    var wire = new Wire(home.runtime, home.self(), node, frame -> engine.send(node, frame));
    return new Peer(home, node, wire);
  }

  // To the peer.

  /** In a turn of an agent, which parks if there is no room. */
  void message(Item item) {
    if (wire == null) {
      handle(item);
    } else {
      wire.message(item);
    }
  }

  /** Never waits. */
  void control(Item item) {
    if (wire == null) {
      handle(item);
    } else {
      wire.control(item);
    }
  }

  boolean has(String name) {
    return wire == null ? home.names.own(name) != null : names.contains(name);
  }

  /** The ref to the agent of {@code name}; the same for all who want it. */
  <M> AgentRef<M> ref(String name, Class<M> type, MessageFormat<M> format) {
    while (true) {
      RemoteRef<?> known =
          found.computeIfAbsent(
              new Wanted(name, type),
              _ -> new RemoteRef<>(home, this, refNumbers.incrementAndGet(), name, format));
      @SuppressWarnings("unchecked") // its type is part of the key
      var ref = (RemoteRef<M>) known;
      if (ref.spawnOnce(() -> refs.put(ref.number, ref))) {
        return ref.agent();
      }
      found.remove(new Wanted(name, type), ref);
    }
  }

  /** The proxy has ended: nobody else gets it. */
  void closed(RemoteRef<?> ref) {
    found.values().removeIf(it -> it == ref);
    refs.remove(ref.number);
    control(new Item.Close(ref.number, ref.window.count()));
  }

  void asked(long question, Asked<?> one) {
    asked.put(question, one);
  }

  boolean forget(long question) {
    return asked.remove(question) != null;
  }

  // From the peer.

  void frame(Frame frame) {
    Objects.requireNonNull(wire).came(frame, this::handleOrLog);
  }

  /** The engine would begin its receiver anew if something were thrown. */
  private void handleOrLog(Item item) {
    try {
      handle(item);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "what " + node + " sent was not understood", e);
    }
  }

  private void handle(Item item) {
    switch (item) {
      case Item.Open it -> open(it);
      case Item.Message it -> {
        Inlet inlet = inlets.get(it.ref());
        if (inlet == null) {
          refuse(it.questions(), "the ref has ended");
        } else {
          if (!inlet.take(it)) {
            refuse(it.questions(), "there is no room for it");
          }
          closeIfAllCame(it.ref(), inlet);
        }
      }
      case Item.Close it -> close(it);
      case Item.Taken it -> {
        RemoteRef<?> ref = refs.get(it.ref());
        if (ref != null) {
          ref.window.taken(it.messages());
        }
      }
      case Item.Gone it -> {
        RemoteRef<?> ref = refs.remove(it.ref());
        if (ref != null) {
          found.values().removeIf(one -> one == ref);
          ref.end(new RemoteFailureException(ref.name + " at " + node + ": " + it.reason()));
        }
      }
      case Item.Answer it -> {
        Asked<?> one = asked.remove(it.question());
        if (one != null) {
          one.answer(it.bytes());
        }
      }
      case Item.NoAnswer it -> {
        Asked<?> one = asked.remove(it.question());
        if (one != null) {
          one.fail(new RemoteFailureException("at " + node + ": " + it.reason()));
        }
      }
      case Item.Cancel it -> {
        Await<?> one = atWork.remove(it.question());
        if (one != null) {
          one.cancel();
        }
      }
      case Item.Published it -> {
        names.add(it.name());
        home.names.settle();
      }
      case Item.Withdrawn it -> names.remove(it.name());
    }
  }

  /** It may come before the ref is opened, by the other link. */
  private void close(Item.Close close) {
    synchronized (inlets) {
      if (!gone.remove(close.ref())) {
        closing.put(close.ref(), close.messages());
        Inlet inlet = inlets.get(close.ref());
        if (inlet != null) {
          closeIfAllCame(close.ref(), inlet);
        }
      }
    }
  }

  private void closeIfAllCame(int ref, Inlet inlet) {
    Long messages = closing.get(ref);
    if (messages != null && inlet.has(messages)) {
      synchronized (inlets) {
        closing.remove(ref);
        inlets.remove(ref);
        inlet.close();
      }
    }
  }

  private void open(Item.Open open) {
    Names.Published published = home.names.own(open.name());
    synchronized (inlets) {
      if (published == null || inlets.containsKey(open.ref())) {
        gone(open.ref(), "there is no agent of that name");
        return;
      }
      try {
        Inlet inlet = Inlet.open(home, this, open, published);
        inlets.put(open.ref(), inlet);
        closeIfAllCame(open.ref(), inlet);
      } catch (IllegalStateException e) { // the runtime ends
        gone(open.ref(), "the node ends");
      }
    }
  }

  /** Tells the peer, and remembers it until the peer closes the ref. */
  private void gone(int ref, String reason) {
    if (closing.remove(ref) == null) {
      gone.add(ref);
    }
    control(new Item.Gone(ref, reason));
  }

  private void refuse(long[] questions, String reason) {
    for (long question : questions) {
      control(new Item.NoAnswer(question, reason));
    }
  }

  // Of inlets.

  /** No more messages for {@code name}: it was withdrawn, or has ended. */
  void gone(String name, String reason) {
    synchronized (inlets) {
      for (var entry : Map.copyOf(inlets).entrySet()) {
        if (entry.getValue().name.equals(name)) {
          inlets.remove(entry.getKey());
          entry.getValue().close();
          gone(entry.getKey(), reason);
        }
      }
    }
  }

  /** How much is kept of refs of the peer. */
  int kept() {
    return inlets.size() + closing.size() + gone.size();
  }

  <R> void works(long question, MessageFormat<R> format, Await<R> answer) {
    atWork.put(question, answer);
    answer.whenDone((value, failure) -> {
      atWork.remove(question);
      control(answer(question, format, value, failure));
    });
  }

  private static <R> Item answer(
      long question, MessageFormat<R> format, @Nullable R value, @Nullable Throwable failure) {
    if (value == null) {
      Throwable why =
          failure instanceof AwaitException && failure.getCause() != null
              ? failure.getCause()
              : failure;
      return new Item.NoAnswer(question, Texts.of(why));
    }
    try {
      byte[] bytes = format.encode(value, NoReplies.INSTANCE);
      if (bytes.length <= Link.MOST) {
        return new Item.Answer(question, bytes);
      }
      return new Item.NoAnswer(
          question, "the answer has " + bytes.length + " bytes; allowed: " + Link.MOST);
    } catch (RuntimeException e) {
      return new Item.NoAnswer(question, Texts.of(e));
    }
  }

  // The end.

  /** What was taken from senders is sent, then the links end. */
  void drain() {
    refs.values().forEach(it -> it.agent().stop());
  }

  /** Waits for that, until {@link System#nanoTime} is {@code until}. */
  void awaitDrained(long until) {
    for (RemoteRef<?> ref : refs.values()) {
      await(ref.agent(), until);
    }
    if (wire != null) {
      wire.drain(left(until));
    }
  }

  private static Duration left(long until) {
    return Duration.ofNanos(Math.max(1, until - System.nanoTime()));
  }

  private static void await(AgentRef<?> agent, long until) {
    try {
      agent.termination(left(until)).join();
    } catch (AwaitException e) {
      agent.abort();
    }
  }

  /** Ends all refs, questions and links; returns how many messages the peer has not confirmed. */
  long end(String reason) {
    var failure = new RemoteFailureException(reason);
    long lost = wire == null ? 0 : wire.abort();
    refs.values().forEach(it -> it.end(failure));
    refs.clear();
    found.clear();
    asked.values().forEach(it -> it.fail(failure));
    asked.clear();
    inlets.values().forEach(Inlet::close);
    inlets.clear();
    return lost;
  }
}
