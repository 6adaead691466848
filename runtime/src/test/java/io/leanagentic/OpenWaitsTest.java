package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.leanagentic.capability.Iso;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An agent knows what it waits for. */
class OpenWaitsTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = new Steps(31);
  private final AgentRuntime runtime = runtimes.start(steps);
  private final Seen seen = new Seen();
  private final Promise<String> first = runtime.promise(LONG);
  private final Promise<String> second = runtime.promise(LONG);

  private interface Job {
    void run(AgentContext<Job> context) throws Exception;
  }

  private final AgentRef<Job> agent = runtime.spawn("agent", (context, job) -> job.run(context));

  private void begin(@Iso Job job) {
    agent.signal(job);
    steps.settle();
  }

  private void waitForBoth() {
    begin(context -> {
      context.onAnswer(first.await(), seen::add, seen::add);
      context.onAnswer(second.await(), seen::add, seen::add);
    });
  }

  private void noteWaits() {
    begin(context -> seen.add(context.waits().size()));
  }

  @Test
  void listsWhatIsWaitedFor() {
    noteWaits();
    waitForBoth();
    begin(context -> assertEquals(List.of(first.await(), second.await()), context.waits()));
    first.reply().send("here");
    noteWaits(); // put behind the answer
    begin(context -> assertEquals(List.of(second.await()), context.waits()));
    assertEquals(List.of(0, "here", 1), seen);
  }

  @Test
  void cancelEndsOneOfThem() {
    waitForBoth();
    begin(context -> context.waits().getFirst().cancel());
    assertInstanceOf(AwaitCancelledException.class, seen.getFirst());
    noteWaits();
    assertEquals(1, seen.getLast());
  }

  @Test
  void aFreshBehaviorWaitsForNothing() {
    waitForBoth();
    begin(context -> {
      throw new IllegalStateException("on purpose");
    });
    steps.advance(Duration.ofSeconds(1)); // the restart waits a little
    noteWaits();
    assertEquals(List.of(0), seen);
  }
}
