package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.capability.Val;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Agents that would await each other for ever fail at once, with the chain in the message. */
class AwaitCycleTest {
  private static final Duration LONG = Duration.ofHours(1);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = new Steps(17);
  private final CopyOnWriteArrayList<String> seen = new CopyOnWriteArrayList<>();

  /** A question that is answered once the next agents have answered theirs. */
  private record Call(@Val List<AgentRef<Call>> next, Reply<String> reply) {}

  /** Awaits the answer of the next one, and passes it on. */
  private Behavior<Call> relay() {
    return (context, call) -> {
      if (call.next().isEmpty()) {
        call.reply().send("end");
        return;
      }
      context.await(
          pass(call),
          answer -> call.reply().send(answer),
          failure -> {
            if (failure instanceof AwaitCycleException) {
              seen.add(failure.getMessage());
            }
            call.reply().fail(passedOn(failure));
          });
    };
  }

  /** So that only the agent that closed the cycle notes it. */
  private static AwaitException passedOn(Throwable failure) {
    return new AwaitException("the next agent has no answer", failure);
  }

  private static Await<String> pass(Call call) {
    return call.next()
        .getFirst()
        .ask(reply -> new Call(call.next().subList(1, call.next().size()), reply), LONG);
  }

  @Test
  void cycleOfOneNamesItself() {
    AgentRuntime runtime = runtimes.start(steps);
    AgentRef<Call> a = runtime.spawn("a", relay());
    Await<String> answer = a.ask(reply -> new Call(List.of(a), reply), LONG);
    steps.settle();
    assertTrue(answer.isDone());
    assertEquals(
        List.of(
            "this await would never end: /a awaits the answer of /a to AwaitCycleTest.Call; and so"
                + " on"),
        seen);
  }

  @Test
  void cycleOfTwoNamesTheChain() {
    AgentRuntime runtime = runtimes.start(steps);
    AgentRef<Call> a = runtime.spawn("a", relay());
    AgentRef<Call> b = runtime.spawn("b", relay());
    Await<String> answer = a.ask(reply -> new Call(List.of(b, a), reply), LONG);
    steps.settle();
    assertTrue(answer.isDone());
    assertEquals(
        List.of(
            "this await would never end: /b awaits the answer of /a to AwaitCycleTest.Call; /a"
                + " awaits the answer of /b to AwaitCycleTest.Call; and so on"),
        seen);
    // Both go on afterwards.
    assertEquals("end", a.<String>ask(reply -> new Call(List.of(b), reply), LONG).join());
  }

  @Test
  void cycleOfThreeNamesTheChain() {
    AgentRuntime runtime = runtimes.start(steps);
    AgentRef<Call> a = runtime.spawn("a", relay());
    AgentRef<Call> b = runtime.spawn("b", relay());
    AgentRef<Call> c = runtime.spawn("c", relay());
    Await<String> answer = a.ask(reply -> new Call(List.of(b, c, a), reply), LONG);
    steps.settle();
    assertTrue(answer.isDone());
    assertEquals(1, seen.size());
    int atC = seen.getFirst().indexOf("/c awaits the answer of /a");
    int atA = seen.getFirst().indexOf("/a awaits the answer of /b");
    int atB = seen.getFirst().indexOf("/b awaits the answer of /c");
    assertTrue(0 < atC && atC < atA && atA < atB, seen.getFirst());
  }

  @Test
  void aLongChainIsNoCycle() {
    AgentRuntime runtime = runtimes.start(steps);
    var all = new ArrayList<AgentRef<Call>>();
    for (int i = 0; i < 2000; i++) {
      all.add(runtime.spawn(relay()));
    }
    AgentRef<Call> first = all.removeFirst();
    List<AgentRef<Call>> ring = List.copyOf(all);
    assertEquals("end", first.<String>ask(reply -> new Call(ring, reply), LONG).join());
    assertEquals(List.of(), seen);
  }

  @Test
  void aLongCycleIsFound() {
    AgentRuntime runtime = runtimes.start(steps);
    var all = new ArrayList<AgentRef<Call>>();
    for (int i = 0; i < 20_000; i++) {
      all.add(runtime.spawn(relay()));
    }
    AgentRef<Call> first = all.removeFirst();
    all.add(first);
    List<AgentRef<Call>> ring = List.copyOf(all);
    Await<String> answer = first.ask(reply -> new Call(ring, reply), LONG);
    steps.settle();
    assertTrue(answer.isDone());
    assertEquals(1, seen.size());
  }

  /** One of several parts that are all needed closes the cycle. */
  @Test
  void cycleThroughAll() {
    AgentRuntime runtime = runtimes.start(steps);
    AgentRef<Call> a = runtime.spawn("a", relay());
    AgentRef<Call> other = runtime.spawn("other", relay());
    AgentRef<Call> both =
        runtime.spawn(
            "both",
            (context, call) -> {
              Await<String> fine = other.ask(reply -> new Call(List.of(), reply), LONG);
              context.await(
                  Await.all(List.of(fine, pass(call))).map(List::toString),
                  answer -> call.reply().send(answer),
                  failure -> {
                    seen.add(failure.getMessage());
                    call.reply().fail(passedOn(failure));
                  });
            });
    Await<String> answer = a.ask(reply -> new Call(List.of(both, a), reply), LONG);
    steps.settle();
    assertTrue(answer.isDone());
    assertEquals(1, seen.size());
    assertTrue(seen.getFirst().contains("/a awaits the answer of /both"), seen.getFirst());
    assertTrue(seen.getFirst().contains("/both awaits"), seen.getFirst());
  }

  /** Of several one is enough, so an agent among them holds nobody up for ever. */
  @Test
  void anyIsNoCycleWhileOneMayAnswer() {
    AgentRuntime runtime = runtimes.start(steps);
    AgentRef<Call> a = runtime.spawn("a", relay());
    Promise<String> promise = runtime.promise(LONG);
    AgentRef<Call> either =
        runtime.spawn(
            "either",
            (context, call) ->
                context.await(
                    Await.any(List.of(promise.await(), pass(call))),
                    answer -> call.reply().send(answer)));
    Await<String> answer = a.ask(reply -> new Call(List.of(either, a), reply), LONG);
    steps.settle();
    assertFalse(answer.isDone());
    promise.reply().send("promised");
    assertEquals("promised", answer.join());
    assertEquals(List.of(), seen);
  }

  /** Whoever goes on handling messages meanwhile holds nobody up. */
  @Test
  void onAnswerIsNoCycle() {
    AgentRuntime runtime = runtimes.start(steps);
    Behavior<Call> free =
        (context, call) -> {
          if (call.next().isEmpty()) {
            call.reply().send("end");
          } else {
            context.onAnswer(pass(call), answer -> call.reply().send(answer));
          }
        };
    AgentRef<Call> a = runtime.spawn("a", free);
    AgentRef<Call> b = runtime.spawn("b", free);
    assertEquals("end", a.<String>ask(reply -> new Call(List.of(b, a, b), reply), LONG).join());
  }

  @Test
  void withoutAFailureFunctionACycleFailsTheAgent() {
    AgentRuntime runtime = runtimes.start(steps);
    var failures = new Seen();
    runtime.listen(event -> {
      if (event instanceof RuntimeEvent.Failed failed) {
        failures.add(failed.cause());
      }
    });
    AgentRef<Call> a =
        runtime.spawn("a", (context, call) -> context.await(pass(call), call.reply()::send));
    a.<String>ask(reply -> new Call(List.of(a), reply), LONG);
    steps.settle();
    assertEquals(AwaitCycleException.class, failures.getFirst().getClass());
  }

  // In place, on virtual threads.

  private static String joinNext(Call call, List<String> seen) {
    if (call.next().isEmpty()) {
      return "end";
    }
    try {
      return pass(call).join();
    } catch (AwaitCycleException e) {
      seen.add(e.getMessage());
      throw e;
    }
  }

  private AgentLoop<Call> joiningLoop() {
    return mailbox -> {
      for (; ; ) {
        Call call = mailbox.receive();
        try {
          call.reply().send(joinNext(call, seen));
        } catch (AwaitException e) {
          call.reply().fail(passedOn(e));
        }
      }
    };
  }

  private Behavior<Call> joiningHandler() {
    return (context, call) -> {
      try {
        call.reply().send(joinNext(call, seen));
      } catch (AwaitException e) {
        call.reply().fail(passedOn(e));
      }
    };
  }

  @Test
  void loopAgentsThatJoinEachOther() {
    AgentRuntime runtime = runtimes.start();
    AgentRef<Call> a = runtime.spawn("a", joiningLoop());
    AgentRef<Call> b = runtime.spawn("b", joiningLoop());
    a.<String>ask(reply -> new Call(List.of(b, a), reply), LONG);
    Until.isTrue("the cycle is found", () -> seen.size() == 1);
    assertTrue(seen.getFirst().contains("/a awaits the answer of /b"), seen.getFirst());
    assertTrue(seen.getFirst().contains("/b awaits the answer of /a"), seen.getFirst());
    assertEquals("end", a.<String>ask(reply -> new Call(List.of(b), reply), LONG).join());
  }

  @Test
  void aLoopAgentThatJoinsItself() {
    AgentRuntime runtime = runtimes.start();
    AgentRef<Call> a = runtime.spawn("a", joiningLoop());
    a.<String>ask(reply -> new Call(List.of(a), reply), LONG);
    Until.isTrue("the cycle is found", () -> seen.size() == 1);
  }

  @Test
  void mixedAgentsThatWaitForEachOther() {
    AgentRuntime runtime = runtimes.start();
    for (int i = 1; i <= 50; i++) {
      AgentRef<Call> loop = runtime.spawn(joiningLoop());
      AgentRef<Call> handler = runtime.spawn(relay());
      AgentRef<Call> blocking = runtime.spawn(AgentConfig.DEFAULT.withBlocking(), joiningHandler());
      loop.<String>ask(reply -> new Call(List.of(handler, blocking, loop), reply), LONG);
      int expected = i;
      Until.isTrue("the cycle is found", () -> seen.size() == expected);
    }
  }

  /** Two that close the cycle from both sides at the same moment: exactly one fails, or both. */
  @Test
  void racingAwaitsNeverHang() {
    AgentRuntime runtime = runtimes.start();
    AgentRef<Call> a = runtime.spawn("a", relay());
    AgentRef<Call> b = runtime.spawn("b", relay());
    for (int i = 0; i < 300; i++) {
      Await<String> first = a.ask(reply -> new Call(List.of(b, a), reply), LONG);
      Await<String> second = b.ask(reply -> new Call(List.of(a, b), reply), LONG);
      Until.isTrue("both are over", () -> first.isDone() && second.isDone());
    }
  }
}
