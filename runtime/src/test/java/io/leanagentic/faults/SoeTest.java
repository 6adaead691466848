package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.Supervision;
import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.capability.Val;
import io.leanagentic.internal.RuntimeCore;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals from the end of the stack; whoever sends them catches the overflow and goes on. */
final class SoeTest {
  private static final int ROUNDS = 300;
  private static final int EACH = 3;
  private static final int ANSWERS = 100;
  private static final int SLOW_ANSWERS = 5;
  private static final int SMALL_STACK = 256 * 1024;
  private static final Duration LONG = Duration.ofMinutes(10);

  /** Goes down to the end of the stack, or to a depth near it, and signals from there. */
  @CapUnchecked("used by one thread at a time")
  private static final class Diver {
    private final @Val List<AgentRef<String>> targets;
    private int next;
    private int reached;

    Diver(@Val List<AgentRef<String>> targets) {
      this.targets = targets;
    }

    private int dive(int depth, int until) {
      reached = depth;
      if (depth == until) {
        for (int i = 0; i < EACH; i++) {
          targets.get(next++).signal("deep");
        }
        return 0;
      }
      return dive(depth + 1, until) + 1;
    }

    void run() {
      for (int round = 0; round < ROUNDS; round++) {
        if (round % 20 == 0) {
          try {
            dive(0, Integer.MAX_VALUE);
          } catch (StackOverflowError e) {
            // now it is known how deep it is
          }
        }
        int depth = reached;
        try {
          dive(0, depth - round % 40);
        } catch (StackOverflowError e) {
          // as a parser of deep input does
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}, ring of {1}")
  @CsvSource({"agent, 2", "agent, 256", "thread, 2", "thread, 256"})
  void whoCatchesAStackOverflowOfASignalHasLostNoAgentAndLockedNoQueue(String from, int ring)
      throws Exception {
    var config =
        RuntimeConfig.defaults()
            .withWorkers(1)
            .withRingSize(ring)
            .withStuckAfter(Duration.ofDays(1));
    try (var runtime = AgentRuntime.start(config)) {
      int count = ROUNDS * EACH;
      var handled = new CountDownLatch(count);
      var targets = new ArrayList<AgentRef<String>>();
      for (int i = 0; i < count; i++) {
        var first = new CountDownLatch(1);
        targets.add(
            runtime.spawn(
                (Behavior<String>)
                    (context, message) -> {
                      if (first.getCount() > 0) {
                        first.countDown();
                        handled.countDown();
                      }
                    }));
      }
      List<AgentRef<String>> all = List.copyOf(targets);
      if (from.equals("agent")) {
        var done = new CountDownLatch(1);
        AgentRef<String> deep =
            runtime.spawn(
                AgentConfig.DEFAULT.withSupervision(Supervision.resume()),
                (Behavior<String>)
                    (context, message) -> {
                      new Diver(all).run();
                      done.countDown();
                    });
        deep.signal("dive");
        Until.open("the agent has come back", done);
      } else {
        Until.ended(diveOnASmallStack(all));
      }
      // One that was lost would handle neither the signal from below nor this one.
      all.forEach(target -> target.signal("again"));
      Until.open("all have handled a message", handled);
      var fresh = new CountDownLatch(1);
      runtime.spawn((Behavior<String>) (context, message) -> fresh.countDown()).signal("fresh");
      Until.open("a fresh agent gets its turn", fresh);
      assertEquals(0, ((RuntimeCore) runtime).defects());
    }
  }

  private record Question(Reply<Integer> reply, int number) {}

  /** Goes down to the end of the stack, and answers on the way up as soon as that can be. */
  private static int answerFromBelow(Question question, int levels) {
    try {
      return levels == 0 ? 0 : answerFromBelow(question, levels - 1) + 1;
    } catch (StackOverflowError e) {
      if (question.reply().isOpen()) {
        question.reply().send(1);
      }
      return 0;
    }
  }

  /** As above, where the stack ends at another place within a call: by some words for each step. */
  private static long answerFromElsewhere(Question question, int steps, long a, long b) {
    return steps == 0
        ? answerFromBelow(question, Integer.MAX_VALUE)
        : answerFromElsewhere(question, steps - 1, b, a) + a;
  }

  /** Asks {@code deep}, and waits for the answers and for functions of them. */
  private static void hearEachAnswer(AgentRuntime runtime, AgentRef<Question> deep, int rounds)
      throws InterruptedException {
    var heard = new CountDownLatch(2 * rounds);
    var asked = new ConcurrentHashMap<String, Await<Integer>>();
    AgentRef<Integer> asker =
        runtime.spawn((context, round) -> {
          Await<Integer> plain = deep.ask(reply -> new Question(reply, round), LONG);
          Await<Integer> mapped =
              deep.<Integer>ask(reply -> new Question(reply, round), LONG)
                  .map(answer -> answer + 1);
          hear(context, "plain " + round, plain, asked, heard);
          hear(context, "mapped " + round, mapped, asked, heard);
        });
    for (int round = 0; round < rounds; round++) {
      asker.signal(round).orThrow();
    }
    try {
      Until.open("each answer has come", heard);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ", namely " + asked, e);
    }
  }

  private static void hear(
      AgentContext<?> context,
      String name,
      Await<Integer> await,
      Map<String, Await<Integer>> asked,
      CountDownLatch heard) {
    asked.put(name, await);
    context.onAnswer(
        await,
        answer -> {
          asked.remove(name);
          heard.countDown();
        });
  }

  @Test
  void whoCatchesAStackOverflowOfAnAnswerHasLeftNobodyWaiting() throws Exception {
    try (var runtime = AgentRuntime.start(RuntimeConfig.defaults().withWorkers(2))) {
      AgentRef<Question> deep =
          runtime.spawn(
              AgentConfig.DEFAULT.withSupervision(Supervision.resume()),
              (context, question) -> answerFromElsewhere(question, question.number() % 50, 1, 2));
      hearEachAnswer(runtime, deep, ANSWERS);
      assertEquals(0, ((RuntimeCore) runtime).defects());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aThreadWithoutAWorkerThatDoesSoHasLeftNobodyWaiting(boolean blocking) throws Exception {
    try (var runtime = AgentRuntime.start(RuntimeConfig.defaults().withWorkers(2))) {
      AgentRef<Question> deep =
          runtime.spawn(
              blocking ? AgentConfig.DEFAULT.withBlocking() : AgentConfig.DEFAULT,
              (context, question) -> {
                if (blocking) {
                  answerFromBelow(question, Integer.MAX_VALUE);
                } else {
                  Runnable answer = () -> answerFromBelow(question, Integer.MAX_VALUE);
                  var thread = new Thread(null, answer, "deep", SMALL_STACK);
                  thread.start();
                  Until.ended(thread);
                }
              });
      hearEachAnswer(runtime, deep, SLOW_ANSWERS);
    }
  }

  private static Thread diveOnASmallStack(@Val List<AgentRef<String>> targets) {
    var thread = new Thread(null, () -> new Diver(targets).run(), "diver", SMALL_STACK);
    thread.start();
    return thread;
  }
}
