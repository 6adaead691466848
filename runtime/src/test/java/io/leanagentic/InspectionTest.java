package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.extension.AgentView;
import io.leanagentic.extension.AgentView.Activity;
import io.leanagentic.extension.Inspection;
import io.leanagentic.extension.ListenerView;
import io.leanagentic.extension.Panel;
import io.leanagentic.extension.Wrapper;
import io.leanagentic.testing.OnPurpose;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is seen of agents from outside. */
class InspectionTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = new Steps(31);
  private final AgentRuntime runtime = runtimes.start(steps);
  private final Inspection inspection = Inspection.of(runtime);

  private AgentView view(AgentRef<?> agent) {
    return inspection.agent(agent).orElseThrow();
  }

  @Test
  void parentsComeBeforeTheirChildrenAndNobodyGetsAName() {
    AgentRef<String> top =
        runtime.spawn(
            "top",
            (AgentContext<String> context, String message) -> {
              context.spawn("named", (inner, text) -> {});
              context.spawn((inner, text) -> {});
            });
    top.signal("begin");
    steps.settle();
    List<AgentView> views = inspection.agents(1_000);
    assertEquals(3, views.size());
    assertSame(top, views.getFirst().agent());
    assertNull(views.getFirst().parent());
    assertSame(top, views.get(1).parent());
    assertSame(top, views.get(2).parent());
    assertNull(views.get(1).name(), "a name costs memory");
    assertEquals("named", views.get(2).name());
    assertEquals(2, inspection.agents(2).size());
    assertEquals(List.of(views.get(1).agent(), views.get(2).agent()), inspection.children(top, 9));
    assertEquals(1, inspection.children(top, 1).size());
    assertThrows(IllegalArgumentException.class, () -> inspection.children(top, 0));
    assertThrows(IllegalArgumentException.class, () -> inspection.agents(0));
  }

  @Test
  void anAgentThatEndedIsGone() {
    AgentRef<String> agent = runtime.spawn((AgentContext<String> context, String message) -> {});
    assertEquals(1, inspection.agents(9).size());
    agent.stop();
    steps.settle();
    assertEquals(0, inspection.agents(9).size());
    assertEquals(Optional.empty(), inspection.agent(agent));
  }

  @Test
  void depthAndActivityFollowTheMailbox() {
    AgentRef<String> agent = runtime.spawn((AgentContext<String> context, String message) -> {});
    steps.settle();
    assertEquals(Activity.IDLE, view(agent).activity());
    agent.signal("a");
    agent.signal("b");
    assertEquals(Activity.READY, view(agent).activity());
    assertEquals(2, view(agent).profile().depth());
    steps.settle();
    assertEquals(Activity.IDLE, view(agent).activity());
    assertEquals(2, view(agent).profile().handled());
  }

  @Test
  void stashAndTimersAreCounted() {
    AgentRef<String> agent =
        runtime.spawn((AgentContext<String> context, String message) -> {
          context.stash(message);
          context.timers().once(message, LONG, message);
        });
    agent.signal("a");
    agent.signal("b");
    steps.settle();
    assertEquals(2, view(agent).stashed());
    assertEquals(2, view(agent).timers());
  }

  @Test
  void anAgentThatAwaitsNamesWhomItAwaits() {
    AgentRef<Reply<String>> silent =
        runtime.spawn("silent", (AgentContext<Reply<String>> context, Reply<String> reply) -> {});
    AgentRef<String> asker =
        runtime.spawn((AgentContext<String> context, String message) ->
            context.await(silent.<String>ask(reply -> reply, LONG), answer -> {}));
    assertEquals(Optional.empty(), inspection.waitOf(asker));
    asker.signal("go");
    steps.settle();
    assertEquals(Activity.AWAITING, view(asker).activity());
    Inspection.Wait wait = inspection.waitOf(asker).orElseThrow();
    assertEquals(List.of(silent), wait.agents());
    assertTrue(wait.what().contains("/silent"), wait.what());
  }

  @Test
  void aParkedAgentNamesTheFullOne() {
    AgentRef<Integer> full =
        runtime.spawn(
            AgentConfig.DEFAULT.withCapacity(1),
            (AgentContext<Integer> context, Integer message) -> {});
    AgentRef<String> sender =
        runtime.spawn((AgentContext<String> context, String message) -> {
          full.signal(1);
          full.signal(2);
          full.signal(3);
        });
    sender.signal("go");
    steps.step(); // the sender
    AgentView parked = view(sender);
    assertEquals(Activity.PARKED, parked.activity());
    assertEquals(2, parked.unsent());
    assertEquals(
        Optional.of(new Inspection.Wait(List.of(full), "room")), inspection.waitOf(sender));
  }

  @Test
  void restartsAreCounted() {
    AgentRef<String> agent =
        runtime.spawn(
            AgentConfig.DEFAULT.withSupervision(Supervision.restart()),
            (AgentContext<String> context, String message) -> {
              throw new OnPurpose();
            });
    agent.signal("a");
    steps.settle();
    assertEquals(1, view(agent).restarts());
  }

  @Test
  void aListenerSeesWhoseTurnItIsIn() {
    var senders = new CopyOnWriteArrayList<Optional<AgentRef<?>>>();
    AgentRef<String> ended = runtime.spawn((AgentContext<String> context, String message) -> {});
    ended.stop();
    steps.settle();
    Inspection look = inspection;
    runtime.listen(event -> senders.add(look.bystander()));
    AgentRef<String> sender =
        runtime.spawn((AgentContext<String> context, String message) -> ended.signal(message));
    sender.signal("a");
    steps.settle();
    ended.signal("b");
    assertEquals(List.of(Optional.of(sender), Optional.empty()), senders);
  }

  @Test
  void listenersAreTimed() {
    AgentRef<String> ended = runtime.spawn((AgentContext<String> context, String message) -> {});
    ended.stop();
    steps.settle();
    var views = new CopyOnWriteArrayList<ListenerView>();
    Inspection look = inspection;
    Steps time = steps;
    Consumer<RuntimeEvent> slow =
        event -> {
          views.addAll(look.listeners());
          time.advance(Duration.ofMillis(20));
        };
    Subscription subscription = runtime.listen(slow);
    ended.signal("a");
    ended.signal("b");
    views.addAll(look.listeners());
    subscription.close();
    assertEquals(
        List.of(
            new ListenerView(slow.getClass(), 1, 0, Duration.ZERO),
            new ListenerView(slow.getClass(), 2, 1, Duration.ofMillis(20)),
            new ListenerView(slow.getClass(), 2, 2, Duration.ofMillis(40))),
        views);
    assertEquals(List.of(), look.listeners());
  }

  @Test
  void aTroubleIsMadeForListenersOnly() {
    var trouble =
        new RuntimeEvent.Trouble("kind", "about", Optional.empty(), "What.", "Seen.", "Cure.");
    inspection.report(() -> {
      throw new OnPurpose();
    });
    var heard = new CopyOnWriteArrayList<RuntimeEvent>();
    runtime.listen(heard::add);
    inspection.report(() -> trouble);
    assertEquals(List.of(trouble), heard);
  }

  /** What a library puts around a behavior. */
  private record Wrapping(Behavior<String> wrapped) implements Behavior<String>, Wrapper {
    @Override
    public void receive(AgentContext<String> context, String message) throws Exception {
      wrapped.receive(context, message);
    }
  }

  private record Plain() implements Behavior<String> {
    @Override
    public void receive(AgentContext<String> context, String message) {}
  }

  @Test
  void whatWrapsIsNotShown() {
    AgentRef<String> agent = runtime.spawn(() -> new Wrapping(new Wrapping(new Plain())));
    assertEquals(Plain.class, view(agent).type());
  }

  @Test
  void panelsAreMadeWhenSomebodyLooks() {
    var made = new AtomicInteger();
    Subscription shown =
        inspection.show(() ->
            new Panel(
                "Rooms",
                "",
                List.of("room", "guests"),
                List.of(List.of("a", "" + made.incrementAndGet()))));
    inspection.show(() -> {
      throw new OnPurpose();
    });
    assertEquals(0, made.get());
    assertEquals(List.of(List.of("a", "1")), inspection.panels().getFirst().rows());
    assertEquals(1, inspection.panels().size());
    assertEquals(2, runtime.metrics().callbackFailures(), "the other one failed twice");
    shown.close();
    assertEquals(List.of(), inspection.panels());
    shown.close();
    assertEquals(2, made.get());
  }

  @Test
  void aPanelWhoseRowsDoNotFitIsRefused() {
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Panel("Rooms", "", List.of("room"), List.of(List.of("a", "b"))));
    assertEquals(
        "a row of the panel 'Rooms' has 2 texts; allowed: one for each of its 1 columns",
        refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Panel(" ", "", List.of(), List.of()));
  }

  @Test
  void workersNameWhomTheyRun() throws InterruptedException {
    var entered = new CountDownLatch(1);
    var leave = new CountDownLatch(1);
    AgentRuntime real = runtimes.start();
    AgentRef<String> busy =
        real.spawn((AgentContext<String> context, String message) -> {
          entered.countDown();
          leave.await();
        });
    busy.signal("go");
    entered.await();
    Inspection look = Inspection.of(real);
    assertTrue(look.workers().stream().anyMatch(worker -> worker.running() == busy));
    assertEquals(Activity.RUNNING, look.agents(1).getFirst().activity());
    assertTrue(
        look.stackOf(busy).stream().anyMatch(frame -> frame.getMethodName().equals("await")));
    assertEquals(List.of(), inspection.stackOf(busy), "it is of another runtime");
    leave.countDown();
    assertEquals(List.of(), inspection.workers(), "there are none under a stepper");
  }
}
