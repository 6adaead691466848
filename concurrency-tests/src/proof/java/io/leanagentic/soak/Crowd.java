package io.leanagentic.soak;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentLoop;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.AwaitException;
import io.leanagentic.Channel;
import io.leanagentic.Delivery;
import io.leanagentic.MailboxConfig;
import io.leanagentic.OverflowPolicy;
import io.leanagentic.Priority;
import io.leanagentic.RuntimeEvent.DeadLetter;
import io.leanagentic.Supervision;
import io.leanagentic.orchestration.Leases;
import io.leanagentic.soak.Message.Question;
import io.leanagentic.soak.Message.Trouble;
import io.leanagentic.soak.Message.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The agents of a soak, what they share, and the books of it. */
final class Crowd implements AutoCloseable {
  private static final int SIZE = 64;
  private static final int RESOURCES = 4;

  final AgentRuntime runtime;
  final Leases leases;
  final Channel<Long> channel;
  final Ledger messages = new Ledger("messages", "handled, nor dead letters");
  final Ledger questions = new Ledger("questions", "over");
  final Ledger elements = new Ledger("elements of a channel", "received");

  /** What agents found wrong themselves. */
  final Queue<String> problems = new ConcurrentLinkedQueue<>();

  final CountDownLatch end = new CountDownLatch(1);
  private final boolean losing;
  private final Duration patience;
  private final AtomicReferenceArray<AgentRef<Message>> agents = new AtomicReferenceArray<>(SIZE);
  private final List<AtomicInteger> users = new ArrayList<>();
  private final AtomicInteger births = new AtomicInteger();

  Crowd(AgentRuntime runtime, Options options) {
    this.runtime = runtime;
    this.losing = options.plant() == Plant.LOST;
    this.patience = options.patience();
    this.leases = Leases.of(runtime);
    this.channel = runtime.channel(16);
    var _ =
        runtime.listen(event -> {
          if (event instanceof DeadLetter letter && letter.message() instanceof Work work) {
            messages.ended(work.seed());
          }
        });
    for (int i = 0; i < RESOURCES; i++) {
      users.add(new AtomicInteger());
    }
    for (int i = 0; i < SIZE; i++) {
      agents.set(i, spawn(i));
    }
  }

  private AgentRef<Message> spawn(int i) {
    var mailbox =
        MailboxConfig.ofCapacity(1 << (i / 8))
            .withOverflow(
                switch (i % 16) {
                  case 5 -> OverflowPolicy.DROP_OLDEST;
                  case 13 -> OverflowPolicy.DROP_NEWEST;
                  default -> OverflowPolicy.REJECT;
                });
    AgentConfig config =
        runtime
            .defaultConfig()
            .withMailbox(mailbox)
            .withPriority(i % 3 == 0 ? Priority.LOW : i % 3 == 1 ? Priority.NORMAL : Priority.HIGH)
            .withStash(8)
            .withSupervision(supervision(i));
    return switch (i % 4) {
      case 0 -> runtime.spawn(config.withBlocking(), behaviors(true));
      case 1 -> runtime.spawn(config, (AgentLoop<Message>) new LoopMember(this)::run);
      default -> runtime.spawn(config, behaviors(false));
    };
  }

  private static Supervision supervision(int i) {
    var all =
        switch (i % 5) {
          case 0 -> Supervision.resume();
          case 1 -> Supervision.stop();
          default -> Supervision.restart();
        };
    return all.withLimit(Integer.MAX_VALUE, Duration.ofMinutes(1))
        .withBackoff(Duration.ZERO, Duration.ofMillis(2));
  }

  /** Makes behaviors; one in eight that are made again fails to be made. */
  private Supplier<Member> behaviors(boolean mayBlock) {
    var first = new AtomicInteger();
    return () -> {
      if (first.getAndIncrement() > 0 && births.incrementAndGet() % 8 == 0) {
        throw new IllegalStateException("on purpose");
      }
      return new Member(this, mayBlock);
    };
  }

  AgentRef<Message> any(SplittableRandom random) {
    return agents.get(random.nextInt(SIZE));
  }

  /** What is told of a message that is lost. */
  private record Sent(AgentRef<?> to, int kind, String thread, Object how) {}

  private int kind(AgentRef<?> agent) {
    for (int i = 0; i < SIZE; i++) {
      if (agents.get(i) == agent) {
        return i;
      }
    }
    return -1;
  }

  /** Whether {@code work} is handled, for the books. */
  boolean handles(Work work) {
    if (losing && work.seed() % 1_000 == 0) {
      return false;
    }
    messages.ended(work.seed());
    return true;
  }

  void signal(AgentRef<Message> to, Work work) {
    note(to, to.signal(work), work);
  }

  void note(AgentRef<Message> to, Delivery delivery, Work work) {
    if (delivery != Delivery.REJECTED) {
      messages.begun(
          work.seed(), new Sent(to, kind(to), Thread.currentThread().getName(), delivery));
    }
  }

  Await<Integer> ask(SplittableRandom random) {
    AgentRef<Message> agent = any(random);
    Await<Integer> answer = agent.ask(Question::new, patience);
    long id = random.nextLong();
    questions.begun(id, agent);
    answer.whenDone((_, _) -> questions.ended(id));
    return answer;
  }

  /** Uses a resource, under its lease. */
  void use(int resource) {
    AtomicInteger inside = users.get(resource);
    if (inside.getAndIncrement() != 0) {
      problems.add("the lease of resource " + resource + " is held twice");
    }
    Thread.onSpinWait();
    inside.getAndDecrement();
  }

  /** Ends an agent; another of its kind takes its place. */
  void replace(SplittableRandom random) {
    int i = random.nextInt(SIZE);
    AgentRef<Message> old = agents.getAndSet(i, spawn(i));
    if (random.nextBoolean()) {
      old.stop();
    } else {
      old.abort();
    }
  }

  void trouble(SplittableRandom random, Trouble trouble) {
    any(random).trySignal(trouble);
  }

  /** What does not answer, at rest. Agents that have ended are replaced first. */
  List<String> stuck() {
    var stuck = new ArrayList<String>();
    var answers = new ArrayList<Await<Integer>>();
    for (int i = 0; i < SIZE; i++) {
      if (!agents.get(i).isAlive()) {
        agents.set(i, spawn(i));
      }
      answers.add(agents.get(i).ask(Question::new, patience));
    }
    for (int i = 0; i < SIZE; i++) {
      try {
        answers.get(i).join();
      } catch (AwaitException e) {
        stuck.add("stuck: " + agents.get(i).path() + ", kind " + i + ": " + e.getMessage());
      }
    }
    return stuck;
  }

  /** How many agents are more than there should be, at rest. */
  long left() {
    return runtime.metrics().agentsAlive() - SIZE - 1; // and the calm one
  }

  /** Whether all books balance, and nobody holds a lease. */
  boolean isOver() {
    while (true) {
      var element = channel.tryReceive();
      if (element.isEmpty()) {
        break;
      }
      elements.ended(element.get());
    }
    return Stream.of(messages, questions, elements).allMatch(Ledger::balances)
        && leases.size() == 0;
  }

  /** What is not as it should be, at rest. */
  List<String> wrong() {
    var wrong = new ArrayList<>(problems);
    Stream.of(messages, questions, elements)
        .filter(books -> !books.balances())
        .forEach(books -> wrong.add(books.problem()));
    if (leases.size() != 0) {
      wrong.add("stuck: leases are held, " + leases.all());
    }
    return wrong;
  }

  /** Lets go of an agent that hangs. */
  @Override
  public void close() {
    end.countDown();
  }
}
