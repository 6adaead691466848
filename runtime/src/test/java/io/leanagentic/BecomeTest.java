package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.capability.Val;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A change of behavior. */
@Val
final class BecomeTest {
  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = new Steps(9);
  private final AgentRuntime runtime = runtimes.start(steps);
  private final Seen seen = new Seen();

  private final class Light implements Behavior<String> {
    private final String color;
    private final String next;

    Light(String color, String next) {
      this.color = color;
      this.next = next;
    }

    @Override
    public void onStart(AgentContext<String> context) {
      seen.add(color + " starts");
    }

    @Override
    public void receive(AgentContext<String> context, String message) {
      seen.add(color + ": " + message);
      if (message.equals("switch")) {
        context.become(new Light(/* color= */ next, /* next= */ color));
        seen.add("still in " + color);
      }
    }

    @Override
    public void onTerminated(AgentContext<String> context, Terminated end) {
      seen.add(color + " is told");
    }

    @Override
    public void onStop(AgentContext<String> context) {
      seen.add(color + " stops");
    }
  }

  @Test
  void theFollowingMessagesGoToTheNewBehavior() {
    AgentRef<String> agent = runtime.spawn(() -> new Light("green", "red"));
    for (String message : List.of("1", "switch", "2", "switch", "3")) {
      agent.signal(message);
    }
    steps.settle();
    assertEquals(
        List.of(
            "green starts",
            "green: 1",
            "green: switch",
            "still in green",
            "red: 2",
            "red: switch",
            "still in red",
            "green: 3"),
        seen);
  }

  @Test
  void hooksAreThoseOfTheNewBehavior() {
    AgentRef<Integer> other = runtime.spawn((context, message) -> {});
    AgentRef<String> agent =
        runtime.spawn(() ->
            new Behavior<String>() {
              @Override
              public void receive(AgentContext<String> context, String message) {
                context.watch(other);
                context.become(new Light("red", "green"));
              }
            });
    agent.signal("go");
    steps.settle();
    other.stop();
    steps.settle();
    agent.stop();
    steps.settle();
    assertEquals(List.of("red is told", "red stops"), seen);
  }

  @Test
  void becomingInOnStartHoldsForTheFirstMessage() {
    AgentRef<String> agent =
        runtime.spawn(() ->
            new Behavior<String>() {
              @Override
              public void onStart(AgentContext<String> context) {
                context.become((c, message) -> seen.add("new: " + message));
              }

              @Override
              public void receive(AgentContext<String> context, String message) {
                seen.add("old: " + message);
              }
            });
    agent.signal("1");
    steps.settle();
    assertEquals(List.of("new: 1"), seen);
  }

  @Test
  void becomingByATimerAndByAnAnswerHoldsForTheNextMessage() {
    Promise<String> promise = runtime.promise(java.time.Duration.ofMinutes(1));
    AgentRef<String> agent =
        runtime.spawn((context, message) -> {
          seen.add("first: " + message);
          context.onAnswer(
              promise.await(), answer -> context.become((c, m) -> seen.add("second: " + m)));
        });
    agent.signal("1");
    steps.settle();
    promise.reply().send("go");
    agent.signal("2");
    agent.signal("3");
    steps.settle();
    assertEquals(List.of("first: 1", "second: 2", "second: 3"), seen);
  }
}
