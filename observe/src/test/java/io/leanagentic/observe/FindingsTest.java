package io.leanagentic.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.Supervision;
import io.leanagentic.capability.Shared;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Plants one fault after the other, in virtual time, and reads what is said about it. */
class FindingsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofMinutes(10);

  private final SimulatedRuntime runtime = SimulatedRuntime.start(5);
  private final Observer observer = Observer.of(runtime.agents());

  @AfterEach
  void end() {
    observer.close();
    runtime.agents().abort();
  }

  /** What is found at the last of three looks, a second apart. */
  private List<Finding> found() {
    observer.look();
    runtime.advance(SECOND);
    observer.look();
    runtime.advance(SECOND);
    return observer.look().findings();
  }

  private Finding onlyFinding() {
    List<Finding> found = found();
    assertEquals(1, found.size(), found::toString);
    return found.getFirst();
  }

  private static void assertText(String beginning, Finding finding) {
    assertTrue(finding.toString().startsWith(beginning), finding::toString);
  }

  /** The only finding blames {@code agent}, and begins so. */
  private void assertBlames(String agent, String beginning) {
    Finding finding = onlyFinding();
    assertEquals(agent, finding.agent());
    assertText(beginning, finding);
  }

  record Order(int number) {}

  /** Takes a tenth of a second for each order. */
  private static Behavior<Order> slowly() {
    return (context, order) ->
        context.await(context.runtime().after(Duration.ofMillis(100)), delay -> {});
  }

  @Test
  void aSlowAgentHoldsUpItsSenders() {
    AgentRef<Order> book = runtime.spawn("book", AgentConfig.DEFAULT.withCapacity(10), slowly());
    for (String name : List.of("feed-1", "feed-2", "feed-3")) {
      AgentRef<String> feed =
          runtime.spawn(
              name,
              (context, go) -> {
                for (int i = 0; i < 50; i++) {
                  book.signal(new Order(i));
                }
              });
      feed.signal("go");
    }
    runtime.advance(SECOND);
    assertBlames("/book", "/book holds up 3 senders: its mailbox has been full for 2.0 s.");
  }

  @Test
  void thoseBehindAParkedAgentAreHeldUpByTheFirst() {
    AgentRef<Order> book = runtime.spawn("book", AgentConfig.DEFAULT.withCapacity(4), slowly());
    AgentRef<Order> relay =
        runtime.spawn(
            "relay", AgentConfig.DEFAULT.withCapacity(4), (context, order) -> book.signal(order));
    AgentRef<String> feed =
        runtime.spawn(
            "feed",
            (context, go) -> {
              for (int i = 0; i < 50; i++) {
                relay.signal(new Order(i));
              }
            });
    feed.signal("go");
    runtime.advance(SECOND);
    assertTrue(onlyFinding().what().startsWith("/book holds up 2 senders:"));
  }

  @Test
  void agentsThatGetNoTurnAreNamed() {
    for (int i = 0; i < 12; i++) {
      AgentRef<Order> waiting = runtime.spawn("waiting-" + i, (context, order) -> {});
      waiting.signal(new Order(i)); // ready; nobody runs it, because the clock alone moves
    }
    observer.look();
    runtime.clock().advance(SECOND);
    assertEquals(List.of(), observer.look().findings());
    runtime.clock().advance(SECOND);
    Finding finding = observer.look().findings().getFirst();
    assertEquals("overload", finding.kind());
    String any = "/waiting-\\d+";
    String text =
        any + ", " + any + ", " + any + " and 9 more are ready, and have had no turn for 2.0 s.";
    assertTrue(finding.what().matches(text.replace(".", "\\.")), finding::toString);
    runtime.settle();
    assertEquals(List.of(), observer.look().findings());
  }

  @Test
  void nothingIsWrongWithAgentsThatWork() {
    AgentRef<Ask> last = runtime.spawn("last", (context, ask) -> ask.reply().send("here"));
    AgentRef<Ask> first = runtime.spawn("first", () -> new Asker(last));
    AgentRef<String> client =
        runtime.spawn(
            "client",
            (context, go) -> {
              context.onAnswer(first.ask(Ask::new, LONG), text -> {});
              context.timers().once("again", Duration.ofMillis(10), go);
            });
    client.signal("go");
    assertEquals(List.of(), found());
  }

  record Ask(Reply<String> reply) {}

  /** Awaits the answer of another before it answers. */
  record Asker(AgentRef<Ask> next) implements Behavior<Ask> {
    @Override
    public void receive(AgentContext<Ask> context, Ask ask) {
      Await<String> answer = next.ask(Ask::new, LONG);
      context.await(answer, text -> ask.reply().send(text));
    }
  }

  @Test
  void aChainOfAwaitsNamesItsHead() {
    AgentRef<Ask> last = runtime.spawn("forgetful", (context, ask) -> {});
    for (String name : List.of("c", "b", "a")) {
      AgentRef<Ask> next = last;
      last = runtime.spawn(name, () -> new Asker(next));
    }
    last.ask(Ask::new, LONG);
    runtime.settle();
    assertBlames(
        "/forgetful",
        "3 agents handle nothing for 2.0 s: they wait for /forgetful to answer. "
            + "The longest chain: /a awaits /b awaits /c awaits /forgetful. "
            + "/forgetful is idle: it has the question, and has not answered. Cure: "
            + "See that each path of its handler answers, by reply.send or reply.fail");
  }

  @Test
  void aStashThatOnlyGrowsIsFound() {
    AgentRef<String> hoarder =
        runtime.spawn(
            "hoarder",
            (context, message) -> {
              context.timers().every("more", Duration.ofMillis(10), "more");
              context.stash(message);
            });
    hoarder.signal("first");
    runtime.advance(SECOND);
    assertBlames(
        "/hoarder",
        "/hoarder has put aside 301 messages, and brings none back. There were "
            + "101 messages 2.0 s ago; it may stash 1,000, and what comes then is "
            + "lost. Cure: Call unstash()");
  }

  @Test
  void anAgentThatRestartsAgainAndAgainIsFound() {
    AgentRef<Integer> fragile =
        runtime.spawn(
            "fragile",
            AgentConfig.DEFAULT.withSupervision(Supervision.restart()),
            (context, number) -> {
              throw new IllegalStateException("no connection");
            });
    for (int i = 0; i < 4; i++) {
      fragile.signal(i);
    }
    runtime.settle();
    assertBlames(
        "/fragile",
        "/fragile was restarted 4 times in 2.0 s. It failed with "
            + "java.lang.IllegalStateException: no connection, at "
            + "io.leanagentic.observe.FindingsTest.");
  }

  @Test
  void deadLettersNameTypeAndSender() {
    AgentRef<Order> gone = runtime.spawn("gone", (context, order) -> {});
    gone.stop();
    AgentRef<String> sender =
        runtime.spawn(
            "sender",
            (context, go) -> {
              for (int i = 0; i < 12; i++) {
                gone.signal(new Order(i));
              }
            });
    runtime.settle();
    sender.signal("go");
    runtime.settle();
    assertBlames(
        "/gone",
        "12 messages of class FindingsTest.Order reached nobody in 2.0 s: the "
            + "recipient had ended. Most of them, 12 messages, were sent by /sender "
            + "to /gone. Cure: Let the sender watch the recipient");
  }

  @Test
  void moreAndMoreTimersAreFound() {
    AgentRef<Integer> planner =
        runtime.spawn(
            "planner",
            (context, number) -> {
              for (int i = 0; i < 100; i++) {
                context.timers().once(number * 100 + i, LONG, -1);
              }
              context.timers().once("next", Duration.ofMillis(50), number + 1);
            });
    planner.signal(0);
    runtime.advance(SECOND);
    assertBlames(
        "/planner",
        "/planner has 6,101 timers, and begins more than end. There were 2,101 "
            + "timers 2.0 s ago. Cure: Give timers of one purpose one key");
  }

  @Test
  void aListenerThatThrowsIsFound() {
    runtime
        .agents()
        .listen(event -> {
          throw new IllegalStateException("broken");
        });
    AgentRef<Order> gone = runtime.spawn("gone", (context, order) -> {});
    gone.stop();
    runtime.settle();
    assertText("Listeners, loggers or callbacks of awaits have thrown 1 time.", onlyFinding());
  }

  /** Takes 20 ms for each event, of virtual time. */
  @Shared("the thread that steps calls it, and nobody else")
  private record SlowAuditor(SimulatedRuntime runtime) implements Consumer<RuntimeEvent> {
    @Override
    public void accept(RuntimeEvent event) {
      runtime.advance(Duration.ofMillis(20));
    }
  }

  @Test
  void aListenerThatTakesLongIsNamedByItsClass() {
    AgentRef<Order> gone = runtime.spawn("gone", (context, order) -> {});
    gone.stop();
    runtime.settle(); // before it listens: within a step it cannot advance
    var auditor = new SlowAuditor(runtime);
    runtime.agents().listen(event -> auditor.accept(event));
    observer.look();
    for (int i = 0; i < 5; i++) {
      gone.signal(new Order(i));
    }
    List<Finding> found = observer.look().findings();
    assertEquals(1, found.size(), found::toString);
    assertText(
        "A listener of class FindingsTest lambda takes 20.0 ms for each event. It was called 5"
            + " times in 100 ms, which is 100 % of a thread. Cure: Most events come in",
        found.getFirst());
  }
}
