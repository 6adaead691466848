package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.RuntimeEvent.DeadLetter;
import io.leanagentic.capability.Val;
import io.leanagentic.testing.Events;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages set aside. */
@Val
final class StashTest {
  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = new Steps(5);
  private final AgentRuntime runtime = runtimes.start(steps);
  private final Events events = Events.of(runtime);
  private final Seen seen = new Seen();

  /** Sets numbers aside until it is told to open. */
  private final class Gate implements Behavior<Object> {
    private boolean open;

    @Override
    public void receive(AgentContext<Object> context, Object message) {
      if (message.equals("open")) {
        open = true;
        context.unstash();
      } else if (message.equals("fail")) {
        throw new IllegalStateException("on purpose");
      } else if (open) {
        seen.add(message);
      } else {
        context.stash(message);
      }
    }
  }

  private AgentRef<Object> gate(AgentConfig config) {
    return runtime.spawn("gate", config, Gate::new);
  }

  @Test
  void unstashBringsAllBackInOrderBeforeTheMailbox() {
    AgentRef<Object> gate = gate(AgentConfig.DEFAULT);
    gate.signal(1);
    gate.signal(2);
    gate.signal("open");
    gate.signal(3);
    gate.signal(4);
    steps.settle();
    assertEquals(List.of(1, 2, 3, 4), seen);
  }

  /** An answer comes among the messages; those behind it wait for what it brings back. */
  @Test
  void unstashByAnAnswerComesBeforeTheMailboxToo() {
    Promise<String> promise = runtime.promise(Duration.ofMinutes(1));
    AgentRef<String> agent =
        runtime.spawn((context, message) -> {
          switch (message) {
            case "wait" -> context.onAnswer(promise.await(), answer -> context.unstash());
            case "later" -> seen.add(message);
            default -> {
              if (seen.isEmpty() && !promise.await().isDone()) {
                context.stash(message);
              } else {
                seen.add(message);
              }
            }
          }
        });
    for (String message : List.of("1", "2", "wait")) {
      agent.signal(message);
    }
    steps.settle();
    promise.reply().send("go on");
    agent.signal("later");
    steps.settle();
    assertEquals(List.of("1", "2", "later"), seen);
  }

  @Test
  void aMessageMayBeStashedAgain() {
    AgentRef<Integer> agent =
        runtime.spawn(() ->
            new Behavior<Integer>() {
              private int rounds;

              @Override
              public void receive(AgentContext<Integer> context, Integer message) {
                if (message < 0) {
                  rounds++;
                  context.unstash();
                } else if (rounds < 3) {
                  context.stash(message);
                } else {
                  seen.add(message);
                }
              }
            });
    for (int message : new int[] {1, 2, -1, 3, -1, 4, -1, 5}) {
      agent.signal(message);
    }
    steps.settle();
    assertEquals(List.of(1, 2, 3, 4, 5), seen);
  }

  @Test
  void unstashingNothingIsFine() {
    AgentRef<Object> gate = gate(AgentConfig.DEFAULT);
    gate.signal("open");
    gate.signal("open");
    gate.signal(1);
    steps.settle();
    assertEquals(List.of(1), seen);
  }

  @Test
  void theStashIsBounded() {
    AgentRef<Integer> agent =
        runtime.spawn(
            "agent",
            AgentConfig.DEFAULT.withStash(3),
            (AgentContext<Integer> context, Integer message) -> {
              if (message < 3) {
                context.stash(message);
              } else {
                seen.add(context.stash(message));
              }
            });
    for (int i = 0; i < 4; i++) {
      agent.signal(i);
    }
    steps.settle();
    assertEquals(List.of(Delivery.DROPPED), seen);
    assertEquals(1, runtime.metrics().deadLetters());
    assertEquals(0, runtime.metrics().failures());
  }

  private record Question(Reply<String> reply) {}

  @Test
  void aQuestionThatFindsNoRoomFailsAtOnce() {
    AgentRef<Question> agent =
        runtime.spawn(
            AgentConfig.DEFAULT.withStash(1), (context, question) -> context.stash(question));
    Await<String> first = agent.ask(Question::new, Duration.ofMinutes(10));
    Await<String> second = agent.ask(Question::new, Duration.ofMinutes(10));
    steps.settle();
    assertFalse(first.isDone());
    assertThrows(AwaitException.class, second::join);
  }

  /** What was stashed has left the mailbox: it makes room, and does not count against the bound. */
  @Test
  void theStashIsNotPartOfTheMailbox() {
    AgentRef<Object> gate = gate(AgentConfig.DEFAULT.withCapacity(2));
    for (int i = 0; i < 10; i++) {
      assertTrue(gate.signal(i).isTaken());
      steps.settle();
    }
    gate.signal("open");
    assertTrue(gate.signal(10).isTaken());
    steps.settle();
    assertEquals(IntStream.rangeClosed(0, 10).<Object>mapToObj(i -> i).toList(), seen);
  }

  @Test
  void whatIsStashedAtTheEndIsADeadLetter() {
    AgentRef<Object> gate = gate(AgentConfig.DEFAULT);
    gate.signal(1);
    gate.signal(2);
    gate.stop();
    steps.settle();
    assertEquals(
        List.of(1, 2), events.of(DeadLetter.class).stream().map(DeadLetter::message).toList());
    assertEquals(DeadLetter.Reason.STOPPED, events.of(DeadLetter.class).getFirst().reason());
  }

  @Test
  void aFailureRightAfterUnstashKeepsWhatWasBroughtBack() {
    AgentRef<String> agent =
        runtime.spawn(
            AgentConfig.DEFAULT.withSupervision(Supervision.resume()),
            (AgentContext<String> context, String message) -> {
              switch (message) {
                case "stash" -> context.stash("stashed");
                case "fail" -> {
                  context.unstash();
                  throw new IllegalStateException("on purpose");
                }
                default -> seen.add(message);
              }
            });
    for (String message : List.of("stash", "stash", "fail", "last")) {
      agent.signal(message);
    }
    steps.settle();
    assertEquals(List.of("stashed", "stashed", "last"), seen);
  }

  /** The books must hold while what was brought back waits. */
  @Test
  void whatWasBroughtBackIsCountedWhileItWaits() {
    Promise<String> promise = runtime.promise(Duration.ofMinutes(1));
    AgentRef<String> agent =
        runtime.spawn((context, message) -> {
          switch (message) {
            case "stash" -> context.stash("stashed");
            case "wait" -> {
              context.unstash();
              context.await(promise.await(), seen::add);
            }
            default -> seen.add(message);
          }
        });
    for (String message : List.of("stash", "stash", "wait", "last")) {
      agent.signal(message);
    }
    steps.settle();
    assertEquals(List.of(), seen);
    Runtimes.checkBooks(runtime);
    promise.reply().send("answer");
    steps.settle();
    assertEquals(List.of("answer", "stashed", "stashed", "last"), seen);
  }

  /** Sets numbers aside, and brings back as many as a text says. */
  private final class Few implements Behavior<Object> {
    private int wanted;

    @Override
    public void receive(AgentContext<Object> context, Object message) {
      if (message instanceof String text) {
        wanted = Integer.parseInt(text);
        context.unstash(wanted);
      } else if (wanted > 0) {
        wanted--;
        seen.add(message);
      } else {
        context.stash(message);
      }
    }
  }

  @Test
  void unstashBringsBackAsManyAsAreWanted() {
    AgentRef<Object> few = runtime.spawn("few", Few::new);
    IntStream.rangeClosed(1, 5).forEach(few::signal);
    few.signal("2");
    steps.settle();
    assertEquals(List.of(1, 2), seen);
    few.signal("1");
    steps.settle();
    assertEquals(List.of(1, 2, 3), seen);
    few.signal("9");
    steps.settle();
    assertEquals(List.of(1, 2, 3, 4, 5), seen);
  }

  @Test
  void unstashOfNoneIsRefused() {
    AgentRef<Object> agent =
        runtime.spawn((context, message) ->
            seen.add(
                assertThrows(IllegalArgumentException.class, () -> context.unstash(0))
                    .getMessage()));
    agent.signal("go");
    steps.settle();
    assertEquals(List.of("messages to unstash: 0; allowed: 1 or more"), seen);
  }
}
