package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.AwaitException;
import io.leanagentic.Behavior;
import io.leanagentic.Mailbox;
import io.leanagentic.Supervision;
import io.leanagentic.capability.TrustedVal;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Exceptions that throw when they are asked for something. */
final class BadexceptionTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  @RegisterExtension final Runtimes runtimes = new Runtimes();

  /** What an exception does wrong. */
  private enum Flaw {
    NO_STACK,
    STACK_THROWS,
    MESSAGE_THROWS,
    TO_STRING_THROWS,
    TO_STRING_OVERFLOWS,
    DEEP_AND_TO_STRING_THROWS
  }

  @TrustedVal("it is not changed once it is thrown")
  private static final class Bad extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final Flaw flaw;

    Bad(Flaw flaw) {
      this.flaw = flaw;
      if (flaw == Flaw.DEEP_AND_TO_STRING_THROWS) {
        fill(600);
      }
    }

    private void fill(int depth) {
      if (depth > 0) {
        fill(depth - 1);
      } else {
        fillInStackTrace();
      }
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      return switch (flaw) {
        case NO_STACK -> odd();
        case STACK_THROWS -> throw new IllegalStateException("getStackTrace");
        default -> super.getStackTrace();
      };
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"})
    private static <T> T odd() {
      return (T) null;
    }

    @Override
    public String getMessage() {
      if (flaw == Flaw.MESSAGE_THROWS) {
        throw new IllegalStateException("getMessage");
      }
      return "bad";
    }

    @Override
    public String toString() {
      return switch (flaw) {
        case TO_STRING_THROWS, DEEP_AND_TO_STRING_THROWS -> throw new AssertionError("toString");
        case TO_STRING_OVERFLOWS -> "" + this;
        default -> super.toString();
      };
    }
  }

  private static AgentConfig config(Supervision supervision) {
    return AgentConfig.DEFAULT.withSupervision(
        supervision.withBackoff(Duration.ZERO, Duration.ZERO));
  }

  @Test
  void supervisionActsWhateverTheExceptionDoes() throws Exception {
    AgentRuntime runtime = runtimes.start();
    for (Flaw flaw : Flaw.values()) {
      var births = new CountDownLatch(2);
      AgentRef<String> restarted =
          runtime.spawn(
              config(Supervision.restart()),
              () -> {
                births.countDown();
                return (Behavior<String>)
                    (context, message) -> {
                      throw new Bad(flaw);
                    };
              });
      restarted.signal("fail");
      Until.open(flaw + ": a handler agent has a fresh behavior", births);
      AgentRef<String> stopped =
          runtime.spawn(
              config(Supervision.stop()),
              (context, message) -> {
                throw new Bad(flaw);
              });
      stopped.signal("fail");
      assertNotNull(stopped.termination(LONG).join().cause().orElseThrow());
      var runs = new CountDownLatch(2);
      AgentRef<String> loop =
          runtime.spawn(
              config(Supervision.restart()),
              (Mailbox<String> mailbox) -> {
                runs.countDown();
                mailbox.receive();
                throw new Bad(flaw);
              });
      loop.signal("fail");
      Until.open(flaw + ": a loop agent runs again", runs);
      assertSame(Bad.class, escalated(runtime, flaw).getClass());
    }
  }

  /** What ends a parent whose child fails in that way. */
  private static Throwable escalated(AgentRuntime runtime, Flaw flaw) {
    AgentRef<String> parent =
        runtime.spawn(
            config(Supervision.stop()),
            (context, message) -> {
              AgentRef<String> child =
                  context.spawn(
                      config(Supervision.escalate()),
                      (inner, text) -> {
                        throw new Bad(flaw);
                      });
              child.signal("fail");
            });
    parent.signal("begin");
    return parent.termination(LONG).join().cause().orElseThrow();
  }

  @Test
  void anAnswerThatFailsSoIsToldToItsAsker() throws Exception {
    AgentRuntime runtime = runtimes.start();
    for (Flaw flaw : Flaw.values()) {
      var promise = runtime.<String>promise(LONG);
      promise.reply().fail(new Bad(flaw));
      var failure = assertThrows(AwaitException.class, promise.await()::join);
      assertSame(Bad.class, assertNotNullAnd(failure.getCause()).getClass());
      assertFalse(promise.await().toString().isEmpty());
      AgentRef<String> asker =
          runtime.spawn(
              config(Supervision.stop()),
              (context, message) -> context.onAnswer(promise.await(), answer -> {}));
      asker.signal("ask");
      assertSame(
          AwaitException.class, asker.termination(LONG).join().cause().orElseThrow().getClass());
    }
    assertEquals(List.of(), runtime.roots());
  }

  private static <T> T assertNotNullAnd(@org.jspecify.annotations.Nullable T value) {
    assertNotNull(value);
    return java.util.Objects.requireNonNull(value);
  }
}
