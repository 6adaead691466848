package io.leanagentic.internal.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.MailboxConfig;
import io.leanagentic.OverflowPolicy;
import io.leanagentic.Reply;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.RuntimeEvent.DeadLetter.Reason;
import io.leanagentic.Supervision;
import io.leanagentic.Terminated;
import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.extension.Envelope;
import io.leanagentic.internal.RuntimeCore;
import io.leanagentic.spi.Clock;
import io.leanagentic.spi.Seams;
import io.leanagentic.spi.Stepper;
import io.leanagentic.spi.Turn;
import io.leanagentic.testing.Interleavings;
import io.leanagentic.testing.Interleavings.Case;
import io.leanagentic.testing.Interleavings.Fault;
import io.leanagentic.testing.LogLines;
import io.leanagentic.testing.Woven;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Turns in which the heap ends, at each allocation of the runtime's own code: what others have to
 * hear of they hear.
 */
final class LifecycleExhaustionTest {
  private static final Duration LONG = Duration.ofHours(1);

  /** Turns in the order in which they become ready; one that the heap leaves is run again. */
  @CapUnchecked("all in one thread")
  static final class InOrder implements Stepper, Clock {
    private final ArrayDeque<Turn> ready = new ArrayDeque<>();

    @Override
    public void start(TimerDriver timers) {}

    @Override
    public void ready(Turn turn) {
      ready.add(turn);
    }

    @Override
    public boolean step() {
      Turn turn = ready.poll();
      if (turn == null) {
        return false;
      }
      try {
        turn.run();
      } catch (OutOfMemoryError e) { // as a worker does
        ready.addFirst(turn);
      }
      return true;
    }

    void settle() {
      while (step()) {}
    }

    /** Runs {@code agent} only, as long as it is ready. */
    void settle(AgentRef<?> agent) {
      Turn turn = (Turn) agent;
      while (ready.remove(turn)) {
        ready.addFirst(turn);
        step();
      }
    }

    @Override
    public long nanoTime() {
      return 1_000_000_000;
    }

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }
  }

  /** A runtime whose turns are run one by one. */
  @CapUnchecked("all in one thread")
  abstract static class Trial implements Supplier<Case> {
    InOrder steps = new InOrder();
    RuntimeCore runtime = start(steps);

    private static RuntimeCore start(InOrder steps) {
      return RuntimeCore.start(
          RuntimeConfig.defaults()
              .withSeams(Seams.system().withSeed(7).withClock(steps).withStepper(steps)));
    }

    @Override
    public final Case get() {
      steps = new InOrder();
      runtime = start(steps);
      prepare();
      return new Case(
          List.of(step -> assertTrue(step.attempt(this::act), "nothing leaves a turn")),
          () -> {
            steps.settle();
            check();
          });
    }

    abstract void prepare();

    /** What heap fails in. */
    abstract void act();

    abstract void check();

    /** Messages that were lost, and reports of that which could not be made. */
    long lost() {
      return runtime.metrics().deadLetters() + runtime.metrics().defects();
    }
  }

  /** A child ends with messages in its mailbox and its stash, and a question it has kept. */
  static final class AnEnd extends Trial {
    private final List<String> told = new ArrayList<>();
    private @Nullable AgentRef<Object> parent;
    private @Nullable AgentRef<Object> child;
    private @Nullable Await<Terminated> termination;
    private @Nullable Await<String> kept;
    private @Nullable Await<String> waiting;
    boolean aWatcherFails;

    @Override
    void prepare() {
      told.clear();
      parent = runtime.spawn(AgentConfig.DEFAULT, Parent::new);
      steps.settle();
      AgentRef<Object> ending = child();
      runtime.spawn(
          AgentConfig.DEFAULT,
          () ->
              new Behavior<String>() {
                @Override
                public void onStart(AgentContext<String> context) {
                  context.watch(ending);
                }

                @Override
                public void receive(AgentContext<String> context, String message) {}

                @Override
                public void onTerminated(AgentContext<String> context, Terminated end) {
                  told.add("watcher");
                }
              });
      steps.settle();
      if (aWatcherFails) {
        ((AgentCell<?>) ending)
            .coldState()
            .watch(end -> {
              throw new IllegalStateException("on purpose");
            });
      }
      termination = ending.termination(LONG);
      ending.signal("set aside");
      kept = ending.ask(reply -> reply, LONG);
      steps.settle();
      ending.signal("left");
      waiting = ending.ask(reply -> reply, LONG);
      ending.abort();
    }

    private AgentRef<Object> child() {
      return Objects.requireNonNull(child);
    }

    private final class Parent implements Behavior<Object> {
      @Override
      public void onStart(AgentContext<Object> context) {
        child =
            context.spawn(
                AgentConfig.DEFAULT,
                (Behavior<Object>)
                    (c, message) -> {
                      if (message.equals("set aside")) {
                        c.stash(message);
                      }
                    });
        context.watch(child);
      }

      @Override
      public void receive(AgentContext<Object> context, Object message) {}

      @Override
      public void onTerminated(AgentContext<Object> context, Terminated end) {
        told.add("parent");
      }
    }

    @Override
    void act() {
      steps.settle(child());
    }

    @Override
    void check() {
      assertFalse(child().isAlive());
      assertEquals(List.of("parent", "watcher"), told.stream().sorted().toList());
      for (Await<?> await : List.of(waits(termination), waits(kept), waits(waiting))) {
        assertTrue(await.isDone(), await::toString);
      }
      assertTrue(lost() >= 3, () -> runtime.metrics().toString());
      AgentRef<Object> family = Objects.requireNonNull(parent);
      family.stop();
      steps.settle();
      assertFalse(family.isAlive(), "it waits for no child any more");
    }

    private static Await<?> waits(@Nullable Await<?> await) {
      return Objects.requireNonNull(await);
    }
  }

  /** An agent ends with envelopes in its mailbox, its stash and its outbox. */
  static final class AnEndWithEnvelopes extends Trial {
    private final List<String> returned = new ArrayList<>();
    private @Nullable AgentRef<Object> ending;

    /** Says what came back. */
    private final class Letter implements Envelope {
      private final String name;

      Letter(String name) {
        this.name = name;
      }

      @Override
      public Object content() {
        return name;
      }

      @Override
      public boolean returned(AgentRef<?> recipient, Reason reason) {
        returned.add(name);
        return true;
      }

      @Override
      public boolean refused(AgentRef<?> recipient) {
        return false;
      }
    }

    @Override
    void prepare() {
      returned.clear();
      AgentRef<Object> full =
          runtime.spawn(
              AgentConfig.DEFAULT.withCapacity(1), (Behavior<Object>) (context, message) -> {});
      AgentRef<Object> agent =
          runtime.spawn(
              AgentConfig.DEFAULT,
              (Behavior<Object>)
                  (context, message) -> {
                    if (message instanceof Letter) {
                      context.stash(message);
                    } else {
                      full.signal("fills it");
                      full.signal(new Letter("put aside 1"));
                      full.signal(new Letter("put aside 2"));
                    }
                  });
      ending = agent;
      agent.signal(new Letter("stashed 1"));
      agent.signal(new Letter("stashed 2"));
      agent.signal("burst");
      steps.settle(agent);
      agent.signal(new Letter("left 1"));
      agent.signal(new Letter("left 2"));
      agent.abort();
    }

    @Override
    void act() {
      steps.settle(Objects.requireNonNull(ending));
    }

    @Override
    void check() {
      assertFalse(Objects.requireNonNull(ending).isAlive());
      assertEquals(returned.size(), Set.copyOf(returned).size(), returned::toString);
      assertTrue(returned.size() + lost() >= 6, () -> returned + ", " + runtime.metrics());
    }
  }

  /** An agent fails; its state must not be used again. */
  abstract static class AFailure extends Trial {
    private final Supervision supervision;
    private final List<Behavior<String>> handledBy = new ArrayList<>();
    private @Nullable AgentRef<String> agent;

    AFailure(Supervision supervision) {
      this.supervision = supervision;
    }

    @Override
    void prepare() {
      handledBy.clear();
      agent =
          runtime.spawn(
              AgentConfig.DEFAULT.withSupervision(supervision),
              () ->
                  new Behavior<String>() {
                    @Override
                    public void receive(AgentContext<String> context, String message) {
                      handledBy.add(this);
                      if (message.equals("fail")) {
                        throw new IllegalStateException("on purpose");
                      }
                    }
                  });
      agent.signal("fail");
      agent.signal("next");
    }

    @Override
    void act() {
      steps.settle(Objects.requireNonNull(agent));
    }

    @Override
    void check() {
      AgentRef<String> failed = Objects.requireNonNull(agent);
      if (handledBy.size() > 1) {
        assertNotSame(handledBy.get(0), handledBy.get(1), "it goes on with its broken state");
      } else {
        assertFalse(failed.isAlive(), "nobody looks after it");
        assertTrue(lost() >= 1, () -> runtime.metrics().toString());
      }
      assertTrue(runtime.metrics().failures() + runtime.metrics().defects() >= 1);
    }
  }

  static final class ARestart extends AFailure {
    ARestart() {
      super(Supervision.restart().withBackoff(Duration.ZERO, Duration.ZERO));
    }
  }

  static final class AStop extends AFailure {
    AStop() {
      super(Supervision.stop());
    }
  }

  /** An answer comes to an agent that waits for it among its messages, or asks later what came. */
  static final class AnAnswer extends Trial {
    private final List<String> heard = new ArrayList<>();
    private @Nullable Reply<String> open;
    private @Nullable AgentRef<String> asker;

    @Override
    void prepare() {
      heard.clear();
      AgentRef<Reply<String>> asked =
          runtime.spawn(
              AgentConfig.DEFAULT, (Behavior<Reply<String>>) (context, reply) -> open = reply);
      asker =
          runtime.spawn(
              AgentConfig.DEFAULT,
              (Behavior<String>)
                  (context, message) ->
                      context.onAnswer(
                          asked.<String>ask(reply -> reply, LONG),
                          heard::add,
                          failure -> heard.add(failure.toString())));
      asker.signal("ask");
      steps.settle();
    }

    @Override
    void act() {
      Objects.requireNonNull(open).send("answer");
    }

    @Override
    void check() {
      assertEquals(List.of("answer"), heard);
    }
  }

  /** A mailbox that keeps the latest two. */
  static final class ALatestQueue extends Trial {
    private final List<Integer> handled = new ArrayList<>();
    private @Nullable AgentRef<Integer> agent;
    private int accepted;

    @Override
    void prepare() {
      handled.clear();
      accepted = 0;
      agent =
          runtime.spawn(
              AgentConfig.DEFAULT.withMailbox(
                  MailboxConfig.ofCapacity(2).withOverflow(OverflowPolicy.DROP_OLDEST)),
              (Behavior<Integer>) (context, message) -> handled.add(message));
    }

    @Override
    void act() {
      AgentRef<Integer> to = Objects.requireNonNull(agent);
      for (int i = 1; i <= 4; i++) {
        try {
          to.signal(i);
          accepted = i;
        } catch (OutOfMemoryError e) {
          // of the one who sends
        }
      }
      steps.settle(to);
    }

    @Override
    void check() {
      Objects.requireNonNull(agent).signal(9);
      steps.settle();
      if (Objects.requireNonNull(agent).isAlive()) {
        assertTrue(handled.contains(9), "nothing is handled any more: " + handled);
        assertTrue(handled.contains(accepted) || lost() > 0, handled::toString);
      } else {
        assertTrue(lost() > 0, "its own turn failed for want of heap");
      }
    }
  }

  /** As above, with senders whose stack ends. */
  static final class ALatestQueueAndLittleStack extends Trial {
    private final List<Integer> handled = new ArrayList<>();
    private @Nullable AgentRef<Integer> agent;
    private int accepted;

    @Override
    void prepare() {
      handled.clear();
      accepted = 0;
      agent =
          runtime.spawn(
              AgentConfig.DEFAULT.withMailbox(
                  MailboxConfig.ofCapacity(2).withOverflow(OverflowPolicy.DROP_OLDEST)),
              (Behavior<Integer>) (context, message) -> handled.add(message));
    }

    @Override
    void act() {
      for (int i = 1; i <= 3; i++) {
        try {
          Objects.requireNonNull(agent).signal(i);
          accepted = i;
        } catch (StackOverflowError e) {
          // of the one who sends
        }
      }
    }

    @Override
    void check() {
      Objects.requireNonNull(agent).signal(9);
      steps.settle();
      assertTrue(handled.contains(9), "nothing is handled any more: " + handled);
      assertTrue(accepted == 0 || handled.contains(accepted), handled::toString);
    }
  }

  /** Two agents have parked on a full mailbox, and its agent makes room. */
  static final class AFullMailbox extends Trial {
    private static final int EACH = 3;
    private final List<AgentRef<String>> senders = new ArrayList<>();
    private @Nullable AgentRef<Integer> full;
    private int handled;
    private int asked;

    @Override
    void prepare() {
      senders.clear();
      handled = 0;
      asked = 0;
      AgentRef<Integer> target =
          runtime.spawn(
              AgentConfig.DEFAULT.withCapacity(2),
              (Behavior<Integer>) (context, message) -> handled++);
      full = target;
      for (int s = 0; s < 2; s++) {
        senders.add(
            runtime.spawn(
                AgentConfig.DEFAULT,
                (Behavior<String>)
                    (context, message) -> {
                      if (message.equals("burst")) {
                        for (int i = 0; i < EACH; i++) {
                          target.signal(i);
                        }
                      } else {
                        asked++;
                      }
                    }));
      }
      for (AgentRef<String> sender : senders) {
        sender.signal("burst");
        sender.signal("are you there?");
      }
      senders.forEach(sender -> steps.settle(sender));
      assertEquals(senders.size(), runtime.metrics().agentParks());
    }

    @Override
    void act() {
      steps.settle(Objects.requireNonNull(full));
    }

    @Override
    void check() {
      senders.forEach(sender -> assertTrue(sender.isAlive(), "none of them has failed"));
      assertEquals(senders.size(), asked, "somebody waits for ever");
      int sent = senders.size() * EACH;
      if (Objects.requireNonNull(full).isAlive()) {
        assertTrue(handled + lost() >= sent, () -> handled + " handled, " + lost() + " lost");
      } else {
        assertTrue(lost() > 0, "its own turn failed for want of heap");
      }
    }
  }

  private static int explore(Class<? extends Supplier<Case>> trial, Fault fault) {
    @SuppressWarnings("unchecked")
    Supplier<Case> woven = Woven.make(trial, Supplier.class);
    Interleavings.upTo(0, woven); // so that all classes are ready
    return Interleavings.upTo(0, fault, woven);
  }

  private static void holds(Class<? extends Supplier<Case>> trial, Fault fault) throws Exception {
    try (var lines = LogLines.read()) { // of all those failures
      int runs = explore(trial, fault);
      assertTrue(runs > 1, () -> "no place for it; " + lines.all());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ALLOCATION", "ALLOCATIONS"})
  void whoeverIsToHearOfAnEndDoes(Fault fault) throws Exception {
    holds(AnEnd.class, fault);
  }

  @ParameterizedTest
  @EnumSource(names = {"ALLOCATION", "ALLOCATIONS"})
  void envelopesOfAnAgentThatEndsComeBackOnce(Fault fault) throws Exception {
    holds(AnEndWithEnvelopes.class, fault);
  }

  @ParameterizedTest
  @EnumSource(names = {"ALLOCATION", "ALLOCATIONS"})
  void whoFailsWithoutHeapIsSupervised(Fault fault) throws Exception {
    holds(ARestart.class, fault);
    holds(AStop.class, fault);
  }

  @ParameterizedTest
  @EnumSource(names = {"ALLOCATION", "ALLOCATIONS"})
  void anAnswerIsHeard(Fault fault) throws Exception {
    holds(AnAnswer.class, fault);
  }

  @ParameterizedTest
  @EnumSource(names = {"ALLOCATION", "ALLOCATIONS"})
  void whoWaitsForRoomGetsIt(Fault fault) throws Exception {
    holds(AFullMailbox.class, fault);
  }

  @ParameterizedTest
  @EnumSource(names = {"ALLOCATION", "ALLOCATIONS"})
  void aMailboxOfTheLatestGoesOn(Fault fault) throws Exception {
    holds(ALatestQueue.class, fault);
  }

  @ParameterizedTest
  @EnumSource(names = {"STACK", "STACK_OF_JDK"})
  void aMailboxOfTheLatestOutlivesSendersWithoutStack(Fault fault) throws Exception {
    holds(ALatestQueueAndLittleStack.class, fault);
  }

  @Test
  void aWatcherThatFailsLeavesNobodyUntold() throws Exception {
    try (var lines = LogLines.read()) {
      var end = new AnEnd();
      end.aWatcherFails = true;
      Interleavings.all(end);
      assertEquals(1, lines.all().stream().filter(line -> line.contains("defect")).count());
    }
  }
}
