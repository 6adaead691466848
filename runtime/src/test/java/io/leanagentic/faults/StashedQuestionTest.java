package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.AgentStoppedException;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.capability.Val;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A question that is set aside is a question still. */
@Val
final class StashedQuestionTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = new Steps(6);
  private final AgentRuntime runtime = runtimes.start(steps);
  private final Seen seen = new Seen();

  private record Question(Reply<String> reply) {}

  /** Sets questions aside until it opens; then fails or answers. */
  private static final class Gate implements Behavior<Object> {
    private boolean open;

    @Override
    public void receive(AgentContext<Object> context, Object message) {
      if (message instanceof Question question) {
        if (open) {
          question.reply().send("answer");
        } else {
          context.stash(question);
        }
      } else if (message.equals("open")) {
        open = true;
        context.unstash();
      } else {
        throw new IllegalStateException("on purpose");
      }
    }
  }

  private final AgentRef<Object> gate = runtime.spawn(Gate::new);
  private final Await<String> answer = gate.ask(Question::new, LONG);

  private void note() {
    answer.whenDone((value, failure) -> seen.add(value != null ? value : causeOf(failure)));
    steps.settle();
  }

  private static Throwable causeOf(@Nullable Throwable failure) {
    return Objects.requireNonNull(Objects.requireNonNull(failure).getCause());
  }

  @Test
  void itsAskerHearsOfTheEnd() {
    steps.settle();
    gate.stop();
    note();
    assertInstanceOf(AgentStoppedException.class, seen.getFirst());
  }

  @Test
  void itsAskerHearsOfAnAbort() {
    steps.settle();
    gate.abort();
    note();
    assertInstanceOf(AgentStoppedException.class, seen.getFirst());
  }

  @Test
  void itsAskerHearsOfAFailureWhenItIsHandledInTheEnd() {
    AgentRef<Object> late =
        runtime.spawn((context, message) -> {
          if (message.equals("open")) {
            context.become((same, again) -> {
              throw new IllegalStateException("on purpose");
            });
            context.unstash();
          } else {
            context.stash(message);
          }
        });
    Await<String> failing = late.ask(Question::new, LONG);
    late.signal("open");
    failing.whenDone((value, failure) -> seen.add(failure == null ? "none" : causeOf(failure)));
    steps.settle();
    assertInstanceOf(IllegalStateException.class, seen.getFirst());
  }

  @Test
  void itIsAnsweredWhenItIsBroughtBack() {
    steps.settle();
    assertFalse(answer.isDone());
    gate.signal("open");
    note();
    assertEquals("answer", seen.getFirst());
  }

  @Test
  void aRestartBringsItBack() {
    gate.signal("fail");
    gate.signal("open");
    steps.advance(Duration.ofSeconds(1));
    note();
    assertEquals("answer", seen.getFirst());
    assertTrue(gate.isAlive());
  }
}
