package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.leanagentic.RuntimeEvent.DeadLetter;
import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.spi.Turn;
import io.leanagentic.testing.Events;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages of some classes wait. */
@CapUnchecked("all agents run in the thread that steps")
final class PauseTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = new Steps(5);
  private final AgentRuntime runtime = runtimes.start(steps);
  private final Events events = Events.of(runtime);
  private final Seen seen = new Seen();

  /** What the agent is to do, in its turn. */
  private interface Order {
    void follow(AgentContext<Object> context) throws Exception;
  }

  private static Order order(Order order) {
    return order;
  }

  private static final Order PAUSE = context -> context.pause(Integer.class);
  private static final Order RESUME = context -> context.resume(Integer.class);

  /** Follows orders, and notes all else. */
  private final class Agent implements Behavior<Object> {
    @Override
    public void receive(AgentContext<Object> context, Object message) throws Exception {
      switch (message) {
        case Order order -> order.follow(context);
        case Reply<?> reply -> {
          @SuppressWarnings("unchecked")
          var texts = (Reply<String>) reply;
          seen.add("question");
          texts.send("answer");
        }
        default -> seen.add(message);
      }
    }

    @Override
    public void onTerminated(AgentContext<Object> context, Terminated terminated) {
      seen.add("ended");
    }

    @Override
    public void onStop(AgentContext<Object> context) {
      seen.add("stops");
    }
  }

  private AgentRef<Object> spawn(AgentConfig config) {
    return runtime.spawn("agent", config, Agent::new);
  }

  private AgentRef<Object> spawn() {
    return spawn(AgentConfig.DEFAULT);
  }

  private static void fail(AgentRef<?> agent) {
    ((Turn) agent).fail(new IllegalStateException("on purpose"));
  }

  private void tell(AgentRef<Object> agent, Object... messages) {
    for (Object message : messages) {
      agent.signal(message);
    }
    steps.settle();
  }

  @Test
  void othersAreHandledMeanwhileAndOlderOnesFirstAfterwards() {
    AgentRef<Object> agent = spawn();
    tell(agent, 0, PAUSE, 1, "a", 2, "b");
    assertEquals(List.of(0, "a", "b"), seen);
    tell(agent, RESUME, 3, "c");
    assertEquals(List.of(0, "a", "b", 1, 2, 3, "c"), seen);
  }

  /** One plain message to an idle agent has a path of its own. */
  @Test
  void aLoneMessageIsSetAsideToo() {
    AgentRef<Object> agent = spawn();
    tell(agent, PAUSE);
    tell(agent, 1);
    tell(agent, 2);
    assertEquals(List.of(), seen);
    tell(agent, RESUME);
    assertEquals(List.of(1, 2), seen);
  }

  @Test
  void aPausedClassIncludesItsSubclasses() {
    AgentRef<Object> agent = spawn();
    tell(agent, order(context -> context.pause(Number.class)), 1, 2L, "a");
    tell(agent, RESUME); // it is not Integer that was paused
    assertEquals(List.of("a"), seen);
    tell(agent, order(context -> context.resume(Number.class)));
    assertEquals(List.of("a", 1, 2L), seen);
  }

  @Test
  void whatIsAlsoOfAnotherPausedClassGoesOnWaiting() {
    AgentRef<Object> agent = spawn();
    tell(agent, PAUSE, order(context -> context.pause(Number.class)), 1, 2L, 3);
    tell(agent, order(context -> context.resume(Number.class)));
    assertEquals(List.of(2L), seen);
    tell(agent, RESUME);
    assertEquals(List.of(2L, 1, 3), seen);
  }

  @Test
  void toPauseTwiceIsToPauseOnce() {
    AgentRef<Object> agent = spawn();
    tell(agent, PAUSE, PAUSE, 1, RESUME, RESUME, 2);
    assertEquals(List.of(1, 2), seen);
  }

  @Test
  void itMayPauseAgainBeforeAllCameBack() {
    AgentRef<Object> agent = spawn();
    tell(agent, PAUSE, 1, 2, 3);
    tell(
        agent,
        order(context -> {
          context.resume(Integer.class);
          context.pause(Integer.class);
        }),
        4);
    assertEquals(List.of(), seen);
    tell(agent, RESUME);
    assertEquals(List.of(1, 2, 3, 4), seen);
  }

  @Test
  void answersAndTimersGoOnWhenEverythingIsPaused() {
    Promise<String> promise = runtime.promise(LONG);
    AgentRef<Object> child = spawn();
    AgentRef<Object> agent = runtime.spawn("all", Agent::new);
    tell(
        agent,
        order(context -> {
          context.pause(Object.class);
          context.watch(child);
          context.timers().once("t", Duration.ofSeconds(1), "timer");
          context.receiveTimeout(Duration.ofSeconds(2), "timeout");
          context.onAnswer(promise.await(), answer -> context.resume(Object.class));
        }),
        "sent");
    steps.advance(Duration.ofMillis(4_500));
    child.stop();
    steps.settle();
    assertEquals(List.of("timer", "timeout", "stops", "ended"), seen);
    promise.reply().send("go on");
    steps.settle();
    assertEquals("sent", seen.getLast());
  }

  @Test
  void thePressureReachesTheSenders() {
    AgentRef<Object> agent = spawn(AgentConfig.DEFAULT.withStash(2).withCapacity(3));
    tell(agent, PAUSE);
    int taken = 0;
    for (int i = 0; i < 20; i++) {
      if (agent.trySignal(i).isTaken()) {
        taken++;
      }
      steps.settle();
    }
    assertEquals(2 + 3, taken);
    assertEquals(Delivery.REJECTED, agent.trySignal("resume"));
    AgentRef<Integer> sender =
        runtime.spawn((context, message) -> {
          agent.signal(message);
          seen.add("sent " + message);
        });
    sender.signal(100);
    sender.signal(101);
    steps.settle();
    assertEquals(List.of("sent 100"), seen); // it has parked
    assertEquals(0, events.count(DeadLetter.class));
  }

  @Test
  void anAgentThatIsFullGoesOnWithAnswersAndTakesAllInOrder() {
    Promise<String> promise = runtime.promise(LONG);
    AgentRef<Object> agent = spawn(AgentConfig.DEFAULT.withStash(2).withCapacity(3));
    tell(
        agent,
        PAUSE,
        order(
            context -> context.onAnswer(promise.await(), answer -> context.resume(Integer.class))));
    for (int i = 0; i < 5; i++) {
      tell(agent, i);
    }
    assertEquals(3, agent.profile().depth());
    promise.reply().send("go on");
    steps.settle();
    assertEquals(List.of(0, 1, 2, 3, 4), seen);
  }

  @Test
  void aMessageIsHandledOnce() {
    AgentRef<Object> agent = spawn();
    tell(agent, PAUSE, 1, 2, 3);
    assertEquals(1, runtime.metrics().handled());
    tell(agent, RESUME);
    assertEquals(5, runtime.metrics().handled());
  }

  @Test
  void aPausedMessageDoesNotPutOffTheReceiveTimeout() {
    AgentRef<Object> agent = spawn();
    tell(agent, PAUSE, order(context -> context.receiveTimeout(Duration.ofSeconds(2), "timeout")));
    steps.advance(Duration.ofMillis(1_500));
    tell(agent, 1);
    steps.advance(Duration.ofMillis(700));
    assertEquals(List.of("timeout"), seen);
  }

  @Test
  void aQuestionThatIsSetAsideIsAnsweredLater() {
    AgentRef<Object> agent = spawn();
    tell(agent, order(context -> context.pause(Reply.class)));
    Await<String> asked = agent.ask(reply -> reply, LONG);
    Await<String> cancelled = agent.ask(reply -> reply, LONG);
    steps.settle();
    cancelled.cancel();
    assertFalse(asked.isDone());
    tell(agent, order(context -> context.resume(Reply.class)));
    assertEquals("answer", asked.join());
    assertEquals(List.of("question"), seen);
    assertEquals(1, runtime.metrics().skipped());
  }

  @Test
  void whatIsSetAsideEndsWithTheAgent() {
    for (boolean abort : List.of(false, true)) {
      AgentRef<Object> agent = spawn();
      tell(agent, order(context -> context.pause(Object.class)), 1);
      Await<String> asked = agent.ask(reply -> reply, LONG);
      steps.settle();
      if (abort) {
        agent.abort();
      } else {
        agent.stop();
      }
      steps.settle();
      assertFalse(agent.isAlive());
      var failure = assertThrows(AwaitException.class, asked::join);
      assertInstanceOf(AgentStoppedException.class, failure.getCause());
    }
    assertEquals(4, events.count(DeadLetter.class));
    assertEquals(4, runtime.metrics().deadLetters());
  }

  /** What came before a stop is taken, though there is no room for it any more. */
  @Test
  void aStopIsNotHeldBack() {
    AgentRef<Object> agent = spawn(AgentConfig.DEFAULT.withStash(1).withCapacity(4));
    tell(agent, PAUSE);
    tell(agent, 1, 2, "a", 3);
    assertEquals(List.of(), seen);
    agent.stop();
    steps.settle();
    assertFalse(agent.isAlive());
    assertEquals(List.of("a", "stops"), seen);
    assertEquals(3, events.count(DeadLetter.class));
  }

  @Test
  void aShutdownEndsAnAgentThatIsFull() {
    AgentRef<Object> agent = spawn(AgentConfig.DEFAULT.withStash(1));
    tell(agent, PAUSE, 1, 2);
    ShutdownReport report = runtime.shutdown(LONG);
    assertFalse(report.drained());
    assertEquals(List.of(), report.left());
    assertEquals(2, report.deadLetters());
  }

  @Test
  void aRestartResumesEverything() {
    AgentRef<Object> agent = spawn(AgentConfig.DEFAULT.withStash(2));
    tell(agent, PAUSE, 1, 2, 3);
    assertEquals(List.of(), seen);
    fail(agent);
    steps.finish();
    assertEquals(List.of(1, 2, 3), seen);
    tell(agent, 4);
    assertEquals(List.of(1, 2, 3, 4), seen);
  }

  @Test
  void aFailureThatIsResumedKeepsThePause() {
    AgentRef<Object> agent = spawn(AgentConfig.DEFAULT.withSupervision(Supervision.resume()));
    tell(agent, PAUSE, 1);
    fail(agent);
    tell(agent, 2);
    assertEquals(List.of(), seen);
    tell(agent, RESUME);
    assertEquals(List.of(1, 2), seen);
  }

  @Test
  void thePauseOutlivesBecome() {
    AgentRef<Object> agent = spawn();
    Behavior<Object> next =
        (context, message) -> {
          if (message instanceof Order order) {
            order.follow(context);
          } else {
            seen.add("next " + message);
          }
        };
    tell(agent, PAUSE, 1, order(context -> context.become(next)), 2, "a");
    assertEquals(List.of("next a"), seen);
    tell(agent, RESUME, 3);
    assertEquals(List.of("next a", "next 1", "next 2", "next 3"), seen);
  }

  @Test
  void stashedMessagesArePausedWhenTheyComeBack() {
    AgentRef<Object> agent = spawn();
    tell(agent, order(context -> context.stash(1)), PAUSE, order(AgentContext::unstash), 2, "a");
    assertEquals(List.of("a"), seen);
    tell(agent, RESUME);
    assertEquals(List.of("a", 1, 2), seen);
  }

  @Test
  void aMailboxThatDropsItsOldestDoesSoWhileItsAgentIsFull() {
    var latest = MailboxConfig.ofCapacity(2).withOverflow(OverflowPolicy.DROP_OLDEST);
    AgentRef<Object> agent = spawn(AgentConfig.DEFAULT.withMailbox(latest).withStash(1));
    tell(agent, PAUSE);
    for (int i = 0; i < 6; i++) {
      tell(agent, i);
    }
    fail(agent); // the order to resume would be held back
    steps.finish();
    assertEquals(List.of(0, 4, 5), seen);
    assertEquals(3, events.count(DeadLetter.class));
  }

  @Test
  @SuppressWarnings("NullAway") // bad input
  void badInputIsRefused() {
    AgentRef<Object> agent = spawn();
    tell(
        agent,
        order(context -> {
          assertThrows(NullPointerException.class, () -> context.pause(null));
          assertThrows(NullPointerException.class, () -> context.resume(null));
          for (Class<?> type : List.of(int.class, void.class)) {
            var text = assertThrows(IllegalArgumentException.class, () -> context.pause(type));
            assertEquals("type is " + type + "; allowed: a class of messages", text.getMessage());
            assertThrows(IllegalArgumentException.class, () -> context.resume(type));
          }
          context.resume(String.class);
          seen.add("done");
        }));
    assertEquals(List.of("done"), seen);
  }

  @Test
  void onlyTheAgentsOwnTurnMayPause() {
    var leaked = new Seen();
    AgentRef<Object> agent = spawn();
    tell(agent, order(leaked::add));
    var context = (AgentContext<?>) leaked.getFirst();
    assertThrows(IllegalStateException.class, () -> context.pause(Object.class));
    assertThrows(IllegalStateException.class, () -> context.resume(Object.class));
  }

  /**
   * On workers: nothing is missed, and nothing out of order, while a class is paused and resumed.
   */
  @Test
  void nothingIsMissedUnderLoad() {
    for (boolean blocking : List.of(false, true)) {
      AgentRuntime live = runtimes.start();
      var config = AgentConfig.DEFAULT.withStash(4).withCapacity(8);
      AgentRef<Reply<String>> echo = live.spawn((context, reply) -> reply.send("echo"));
      var handled = new Seen();
      var open = new AtomicInteger();
      var most = new AtomicInteger();
      AgentRef<Integer> agent =
          live.spawn(
              blocking ? config.withBlocking() : config,
              (context, number) -> {
                most.accumulateAndGet(open.incrementAndGet(), Math::max);
                handled.add(number);
                context.pause(Integer.class);
                context.onAnswer(
                    echo.<String>ask(reply -> reply, LONG),
                    answer -> {
                      open.decrementAndGet();
                      context.resume(Integer.class);
                    });
              });
      AgentRef<Integer> driver =
          live.spawn((context, count) -> {
            for (int i = 0; i < count; i++) {
              agent.signal(i);
            }
          });
      driver.signal(2_000);
      Runtimes.awaitQuiet(live);
      assertEquals(1, most.get());
      assertEquals(IntStream.range(0, 2_000).boxed().toList(), handled);
      runtimes.finish(live);
    }
  }
}
