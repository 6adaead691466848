package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Promise;
import io.leanagentic.Reply;
import io.leanagentic.Terminated;
import io.leanagentic.capability.Val;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An answer keeps its place among what its sender sends, whenever its asker goes on with it. */
@Val
final class AnswerOvertakenTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = Steps.inOrder();
  private final AgentRuntime runtime = runtimes.start(steps);
  private final Seen seen = new Seen();

  @Val
  private interface Step {
    void run(AgentContext<Object> context);
  }

  /** Does what it is told, notes all else, and what it hears of ends. */
  private final class Asker implements Behavior<Object> {
    private @Nullable Promise<Object> kept;

    @Override
    public void receive(AgentContext<Object> context, Object message) {
      if (message instanceof Step step) {
        step.run(context);
      } else if (message.equals("keep")) {
        kept = answeredInTurn(context);
        context.self().signal("later");
        context.self().signal("behind");
      } else if (message.equals("later") && kept != null) {
        context.onAnswer(kept.await(), seen::add);
      } else {
        seen.add(message);
      }
    }

    @Override
    public void onTerminated(AgentContext<Object> context, Terminated end) {
      seen.add("end");
    }
  }

  private <T> void step(@Val T step) {
    runtime.spawn("asker", Asker::new).signal(step);
    steps.settle();
  }

  /** The answer comes in the middle of the turn in which it is asked for. */
  private Promise<Object> answeredInTurn(AgentContext<Object> context) {
    Promise<Object> promise = context.runtime().promise(LONG);
    context.self().signal("before");
    promise.reply().send("answer");
    context.self().signal("after");
    return promise;
  }

  @Test
  void anAnswerThatCameBeforeOnAnswerKeepsItsPlace() {
    step((Step) context -> context.onAnswer(answeredInTurn(context).await(), seen::add));
    assertEquals(List.of("before", "answer", "after"), seen);
  }

  @Test
  void soDoesAnAnswerThatIsMapped() {
    step(
        (Step) context -> context.onAnswer(answeredInTurn(context).await().map(a -> a), seen::add));
    assertEquals(List.of("before", "answer", "after"), seen);
  }

  @Test
  void soDoesAFailure() {
    step(
        (Step)
            context -> {
              Promise<Object> promise = context.runtime().promise(LONG);
              promise.reply().fail(new IllegalStateException("failure"));
              context.self().signal("after");
              context.onAnswer(promise.await(), seen::add, failure -> seen.add("failure"));
            });
    assertEquals(List.of("failure", "after"), seen);
  }

  /** Two questions, answered in one order and waited for in the other. */
  @Test
  void answersComeInTheOrderInWhichTheyWereGiven() {
    step(
        (Step)
            context -> {
              Promise<Object> first = context.runtime().promise(LONG);
              Promise<Object> second = context.runtime().promise(LONG);
              first.reply().send("first");
              second.reply().send("second");
              context.onAnswer(second.await(), seen::add);
              context.onAnswer(first.await(), seen::add);
            });
    assertEquals(List.of("first", "second"), seen);
  }

  /** Its place has passed: it is next. */
  @Test
  void anAnswerThatIsWaitedForInALaterTurnIsNext() {
    step("keep");
    assertEquals(List.of("before", "after", "answer", "behind"), seen);
  }

  /** Answers and ends: its asker, which has not gone on yet, hears of the answer first. */
  @Test
  void theEndOfWhoAnsweredComesAfterTheAnswer() {
    var real = runtimes.start();
    AgentRef<Reply<String>> worker =
        real.spawn((context, reply) -> {
          reply.send("answer");
          context.stop();
        });
    AgentRef<String> late =
        real.spawn(
            AgentConfig.DEFAULT.withBlocking(),
            () ->
                new Behavior<String>() {
                  @Override
                  public void receive(AgentContext<String> context, String message) {
                    context.watch(worker);
                    Await<String> answer = worker.ask(reply -> reply, LONG);
                    worker.termination(LONG).join(); // the answer is here, and so is the end
                    context.onAnswer(answer, seen::add);
                  }

                  @Override
                  public void onTerminated(AgentContext<String> context, Terminated end) {
                    seen.add("end");
                  }
                });
    late.signal("go");
    Runtimes.awaitQuiet(real);
    assertEquals(List.of("answer", "end"), seen);
  }

  @Test
  void whatNobodyWaitsForIsNothing() {
    step((Step) context -> answeredInTurn(context).reply());
    assertEquals(List.of("before", "after"), seen);
  }
}
