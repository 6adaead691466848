package io.leanagentic.cluster.internal.node;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Promise;
import io.leanagentic.Reply;
import io.leanagentic.cluster.MessageRefusedException;
import io.leanagentic.cluster.RemoteFailureException;
import io.leanagentic.cluster.internal.link.Item;
import io.leanagentic.cluster.internal.link.Link;
import io.leanagentic.cluster.internal.link.Window;
import io.leanagentic.cluster.spi.MessageFormat;
import io.leanagentic.cluster.spi.MessageFormat.RepliesOut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stands for an agent of another node: what it receives is sent there. */
final class RemoteRef<M> implements Behavior<M> {
  /*
   * Structure
   *   One for each agent and type, so that all messages of one sender take one way. While the window is full it awaits,
   *   which holds back its mailbox, and so its senders. It keeps the questions in its messages until they are answered:
   *   when it ends, they fail, as those of any agent do.
   *
   * Invariants
   *   R1  while the window is full, senders park          ClusterTest.aSenderParksWhileTheAgentDoesNotTakeMessages
   *   R2  a message that cannot travel harms no other     SerializingTest.aMessageThatCannotTravelHarmsNoOther
   */
  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  /** How long an agent may answer a question that has no deadline here. */
  private static final Duration DAY = Duration.ofDays(1);

  final int number;
  final String name;
  final Window window;
  private final ClusterNode home;
  private final Peer peer;
  private final MessageFormat<M> format;
  private final Promise<RemoteFailureException> end;
  private volatile @Nullable AgentRef<M> agent;

  RemoteRef(ClusterNode home, Peer peer, int number, String name, MessageFormat<M> format) {
    this.home = home;
    this.peer = peer;
    this.number = number;
    this.name = name;
    this.format = format;
    this.window = new Window(home.window);
    this.end = home.runtime.<RemoteFailureException>promise(FOR_EVER).asEvent();
  }

  /**
   * Spawns the agent, if that was not done.
   *
   * @param before runs before it begins
   * @return false if it has ended
   */
  synchronized boolean spawnOnce(Runnable before) {
    AgentRef<M> known = agent;
    if (known == null) {
      before.run();
      String path = (name.replaceAll("[/$\\p{C}\\p{Z}]", ".") + "@" + peer.node);
      agent =
          home.runtime.spawn(
              path.substring(0, Math.min(180, path.length()))
                  + "~"
                  + home.numbers.incrementAndGet(),
              Peer.AGENTS,
              this);
      return true;
    }
    return known.isAlive();
  }

  AgentRef<M> agent() {
    return Objects.requireNonNull(agent);
  }

  /** The agent there has ended, or its node has. */
  void end(RemoteFailureException why) {
    window.close(why);
    if (end.reply().isOpen()) {
      end.reply().send(why);
    }
  }

  @Override
  public void onStart(AgentContext<M> context) {
    peer.message(new Item.Open(number, home.window, name));
    context.onAnswer(
        end.await(),
        why -> {
          throw why;
        });
  }

  @Override
  public void onStop(AgentContext<M> context) {
    peer.closed(this);
  }

  @Override
  public void receive(AgentContext<M> context, M message) {
    Optional<Await<Boolean>> full = window.full(home.runtime);
    if (full.isEmpty()) {
      send(context, message);
    } else {
      context.await(full.get(), _ -> send(context, message));
    }
  }

  private void send(AgentContext<M> context, M message) {
    var replies = new Replies();
    byte[] bytes;
    try {
      bytes = format.encode(message, replies);
    } catch (RuntimeException e) {
      throw new MessageRefusedException("for " + name + ": " + e.getMessage());
    }
    if (bytes.length > Link.MOST) {
      throw new MessageRefusedException(
          "for "
              + name
              + ": the message "
              + message.getClass().getTypeName()
              + " has "
              + bytes.length
              + " bytes; allowed: "
              + Link.MOST);
    }
    var questions = new long[replies.asked.size()];
    for (int i = 0; i < questions.length; i++) {
      questions[i] = ask(replies.asked.get(i));
    }
    long millis =
        questions.length == 0 ? 0 : Math.max(1, context.deadline().orElse(DAY).toMillis());
    window.sent();
    peer.message(new Item.Message(number, questions, millis, bytes));
  }

  private long ask(Asked<?> one) {
    long question = home.numbers.incrementAndGet();
    peer.asked(question, one);
    one.reply()
        .onClosed(() -> {
          if (peer.forget(question)) {
            peer.message(new Item.Cancel(question));
          }
        });
    return question;
  }

  private static final class Replies implements RepliesOut {
    final List<Asked<?>> asked = new ArrayList<>();

    @Override
    public <R> int put(Reply<R> reply, MessageFormat<R> answers) {
      if (asked.size() == Item.MOST_QUESTIONS) {
        throw new IllegalArgumentException(
            "a message has more than " + Item.MOST_QUESTIONS + " replies");
      }
      asked.add(new Asked<>(reply, answers));
      return asked.size() - 1;
    }
  }
}
