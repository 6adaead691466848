package io.leanagentic.cluster.internal.node;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Promise;
import io.leanagentic.Reply;
import io.leanagentic.cluster.MessageRefusedException;
import io.leanagentic.cluster.internal.link.Item;
import io.leanagentic.cluster.internal.link.Window;
import io.leanagentic.cluster.spi.MessageFormat;
import io.leanagentic.cluster.spi.MessageFormat.RepliesIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where messages of one ref of another node arrive: sends them to the agent that was published. */
final class Inlet {
  final String name;
  private final AgentRef<Item.Message> agent;

  /** Of the thread that receives frames. */
  private long came;

  private Inlet(String name, AgentRef<Item.Message> agent) {
    this.name = name;
    this.agent = agent;
  }

  /**
   * Opens it.
   *
   * @throws IllegalStateException if the runtime ends
   */
  static Inlet open(ClusterNode home, Peer peer, Item.Open open, Names.Published to) {
    int window = Math.clamp(open.window(), 1, Window.MOST);
    var behavior = new Deliverer<>(home, peer, open, window, to.format(), to.agent());
    return new Inlet(
        open.name(), home.runtime.spawn(Peer.AGENTS.withCapacity(2 * window + 2), behavior));
  }

  /** Never waits; false if there is no room, which the window of the sender does not allow. */
  boolean take(Item.Message message) {
    came++;
    return agent.trySignal(message).isTaken();
  }

  /** Whether {@code messages} have come. */
  boolean has(long messages) {
    return came >= messages;
  }

  /** What came is delivered. */
  void close() {
    agent.stop();
  }

  /** Its agent. If the one it sends to is slow, it parks, and the window of the sender fills. */
  private static final class Deliverer<M> implements Behavior<Item.Message> {
    private final ClusterNode home;
    private final Peer peer;
    private final Item.Open open;
    private final MessageFormat<M> format;
    private final AgentRef<M> target;
    private final int often;
    private long taken;

    @SuppressWarnings("unchecked") // both were published with one type
    Deliverer(
        ClusterNode home,
        Peer peer,
        Item.Open open,
        int window,
        MessageFormat<?> format,
        AgentRef<?> target) {
      this.home = home;
      this.peer = peer;
      this.open = open;
      this.format = (MessageFormat<M>) format;
      this.target = (AgentRef<M>) target;
      this.often = Math.max(1, window / 4);
    }

    @Override
    public void receive(AgentContext<Item.Message> context, Item.Message message) {
      taken++;
      if (taken % often == 0) {
        peer.control(new Item.Taken(open.ref(), taken));
      }
      var replies = new Replies(message);
      try {
        deliver(message, replies);
      } catch (RuntimeException e) {
        for (long question : message.questions()) {
          peer.control(new Item.NoAnswer(question, Texts.of(e)));
        }
        throw new MessageRefusedException(
            "from " + peer.node + " for " + open.name() + ": " + e.getMessage());
      }
    }

    private void deliver(Item.Message message, Replies replies) {
      if (message.questions().length == 1) {
        ask(message, replies);
        return;
      }
      M decoded = format.decode(message.bytes(), replies);
      replies.begin();
      if (!target.signal(decoded).isTaken()) {
        replies.fail("the message was not taken");
      }
    }

    private void ask(Item.Message message, Replies replies) {
      Await<Object> answer =
          target.ask(
              reply -> {
                replies.only = reply;
                return format.decode(message.bytes(), replies);
              },
              Duration.ofMillis(message.millis()));
      MessageFormat<Object> answers = replies.formatOfOnly;
      if (answers != null) {
        peer.works(message.questions()[0], answers, answer);
      }
    }

    /** The replies of one message: that of an ask if it has one, promises if it has several. */
    private final class Replies implements RepliesIn {
      private final Item.Message message;
      private final List<Runnable> begins = new ArrayList<>();
      private final List<Reply<?>> promised = new ArrayList<>();
      private @Nullable Reply<Object> only;
      private @Nullable MessageFormat<Object> formatOfOnly;

      Replies(Item.Message message) {
        this.message = message;
      }

      @Override
      @SuppressWarnings("unchecked") // its format says which answers it takes
      public <R> Reply<R> take(int number, MessageFormat<R> answers) {
        if (number < 0 || number >= message.questions().length) {
          throw new IllegalArgumentException(
              "reply " + number + " of " + message.questions().length);
        }
        if (only != null) {
          formatOfOnly = (MessageFormat<Object>) answers;
          return (Reply<R>) only;
        }
        Promise<R> promise = home.runtime.promise(Duration.ofMillis(message.millis()));
        promised.add(promise.reply());
        begins.add(() -> peer.works(message.questions()[number], answers, promise.await()));
        return promise.reply();
      }

      void begin() {
        begins.forEach(Runnable::run);
      }

      void fail(String reason) {
        for (Reply<?> reply : promised) {
          if (reply.isOpen()) {
            reply.fail(new IllegalStateException(reason));
          }
        }
      }
    }
  }
}
