package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.extension.Inspection;
import io.leanagentic.extension.Talk;
import io.leanagentic.extension.TypeTalk;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who sends to whom. With accounting each message is a sample. */
class TalksTest {
  private static final Duration LONG = Duration.ofSeconds(11);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = new Steps(31);
  private final AgentRuntime runtime = runtimes.start(steps);
  private final Inspection inspection = Inspection.of(runtime);

  /** Sends on what it gets. */
  record Relay(AgentRef<String> next) implements Behavior<String> {
    @Override
    public void receive(AgentContext<String> context, String message) {
      next.signal(message);
    }
  }

  private static final class Sink implements Behavior<String> {
    @Override
    public void receive(AgentContext<String> context, String message) {}
  }

  private void send(AgentRef<String> to, int times) {
    for (int i = 0; i < times; i++) {
      to.signal("a");
      steps.settle();
    }
  }

  @Test
  void nothingIsCountedUnlessSomebodyLooks() {
    AgentRef<String> sink = runtime.spawn("sink", Sink::new);
    AgentRef<String> relay = runtime.spawn("relay", () -> new Relay(sink));
    send(relay, 5);
    assertEquals(List.of(), inspection.talks());
    send(relay, 3);
    var three = Set.of(new Talk(null, relay, 3), new Talk(relay, sink, 3));
    assertEquals(three, Set.copyOf(inspection.talks()));
    assertEquals(
        Set.of(new TypeTalk(null, Relay.class, 3), new TypeTalk(Relay.class, Sink.class, 3)),
        Set.copyOf(inspection.typeTalks()));
    steps.advance(LONG);
    send(relay, 1); // the first sample that finds nobody looking ends the table
    send(relay, 7);
    assertEquals(List.of(), inspection.talks());
  }

  @Test
  void silentPairsMakeRoom() {
    for (int i = 0; i < 1_100; i++) {
      runtime.spawn(Integer.toString(i), Sink::new);
    }
    assertEquals(List.of(), inspection.talks());
    for (int i = 0; i < 1_100; i++) {
      send(find(i), 1);
    }
    assertEquals(1_000, inspection.talks().size());
    assertEquals(List.of(new TypeTalk(null, Sink.class, 1_100)), inspection.typeTalks());
    for (int i = 0; i < 2; i++) {
      steps.advance(LONG.dividedBy(2));
      inspection.talks();
    }
    assertEquals(List.of(), inspection.talks());
    send(find(1_099), 2);
    assertEquals(List.of(new Talk(null, find(1_099), 2)), inspection.talks());
  }

  @SuppressWarnings("unchecked") // all of them take strings
  private AgentRef<String> find(int number) {
    return (AgentRef<String>) runtime.find("/" + number).orElseThrow();
  }

  @Test
  void ofVeryManySamplesSomeStandForAll() {
    AgentRef<String> sink = runtime.spawn("sink", Sink::new);
    inspection.talks();
    int many = 200_000;
    for (int i = 0; i < many; i++) {
      steps.advance(Duration.ofNanos(1_000)); // a million samples a second
      send(sink, 1);
    }
    long counted = inspection.talks().getFirst().count();
    assertTrue(Math.abs(counted - many) < many / 5, () -> "counted " + counted);
    long before = inspection.talks().getFirst().count();
    for (int i = 0; i < 8; i++) {
      steps.advance(Duration.ofMillis(900)); // seldom now: each is counted again soon
      inspection.talks();
    }
    send(sink, 7);
    assertEquals(before + 7, inspection.talks().getFirst().count());
  }

  @Test
  void oneMessageIn64StandsForAll() {
    AgentRuntime plain = runtimes.start(steps, Runtimes.config().withAccounting(false));
    Inspection look = Inspection.of(plain);
    AgentRef<String> sink = plain.spawn("sink", Sink::new);
    look.talks();
    send(sink, 640);
    assertEquals(List.of(new Talk(null, sink, 640)), look.talks());
  }
}
