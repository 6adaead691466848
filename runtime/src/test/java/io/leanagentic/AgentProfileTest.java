package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.capability.Val;
import io.leanagentic.testing.ManualClock;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Steps;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is measured of an agent whose messages take as long as the test says. */
@Val
final class AgentProfileTest {
  private static final int MICRO = 1_000;
  private static final int MILLI = 1_000_000;

  @RegisterExtension final Runtimes runtimes = new Runtimes();

  private final Steps steps = Steps.inOrder();

  private ManualClock clock() {
    return (ManualClock) steps.clock();
  }

  /** An agent whose messages say how many nanoseconds they take. */
  private AgentRef<Integer> agent() {
    AgentRuntime runtime = runtimes.start(steps);
    return runtime.spawn((context, nanos) -> clock().advance(nanos));
  }

  /** So many turns with one message each. */
  private void turns(AgentRef<Integer> agent, int count, int nanos) {
    for (int i = 0; i < count; i++) {
      agent.signal(nanos);
      steps.settle();
    }
  }

  @Test
  void anAgentThatDidNothing() {
    assertEquals(new AgentProfile(0, 0, 0, 1, 0, 0), agent().profile());
  }

  @Test
  void oneTurnIn64IsSampled() {
    AgentRef<Integer> agent = agent();
    turns(agent, 63, 5 * MICRO);
    assertEquals(0, agent.profile().meanNanos(), "not sampled yet");
    turns(agent, 1, 5 * MICRO);
    assertEquals(5 * MICRO, agent.profile().meanNanos());
    turns(agent, 63, 15 * MICRO);
    assertEquals(5 * MICRO, agent.profile().meanNanos());
    turns(agent, 1, 15 * MICRO);
    assertEquals(6 * MICRO, agent.profile().meanNanos(), "by a tenth");
    assertEquals(128, agent.profile().handled());
  }

  @Test
  void everyTurnOfASlowAgentIsSampled() {
    AgentRef<Integer> agent = agent();
    turns(agent, 64, 50 * MICRO);
    assertEquals(50 * MICRO, agent.profile().meanNanos());
    turns(agent, 1, 100 * MICRO);
    assertEquals(55 * MICRO, agent.profile().meanNanos());
    turns(agent, 100, 1 * MICRO);
    double mean = agent.profile().meanNanos();
    assertTrue(mean < 20 * MICRO, () -> "it is slow no more, but " + mean);
    turns(agent, 10, 1_000 * MICRO);
    assertTrue(agent.profile().meanNanos() < 150 * MICRO, "so these are not all sampled");
  }

  @Test
  void theMeanIsOfAMessageNotOfATurn() {
    AgentRef<Integer> agent = agent();
    turns(agent, 63, 0);
    for (int i = 0; i < 10; i++) {
      agent.signal((i + 1) * MICRO / 10);
    }
    steps.settle();
    assertEquals(550, agent.profile().meanNanos());
  }

  @Test
  void aStrangerThatTakesLongIsKnownAfterTwoMessages() {
    AgentRef<Integer> agent = agent();
    for (int i = 0; i < 10; i++) {
      agent.signal(MILLI);
    }
    steps.step();
    assertEquals(2, agent.profile().handled(), "its time is up");
    assertEquals(MILLI, agent.profile().meanNanos());
    steps.step();
    assertEquals(3, agent.profile().handled(), "the clock is read after each");
  }

  @Test
  void theRateFollowsTheMessages() {
    AgentRef<Integer> agent = agent();
    turns(agent, 512, 10 * MILLI);
    assertEquals(100, agent.profile().messagesPerSecond(), 3);
    clock().advance(1_000_000L * MILLI);
    assertEquals(0, agent.profile().messagesPerSecond(), 0.1, "nothing came for long");
  }

  @Test
  void depthAndPeak() {
    AgentRef<Integer> agent = agent();
    turns(agent, 64, 1);
    for (int i = 0; i < 30; i++) {
      agent.signal(1);
      assertEquals(i + 1, agent.profile().depth());
      assertEquals(i + 1, agent.profile().peakDepth());
    }
    steps.settle();
    assertEquals(0, agent.profile().depth());
    assertEquals(30, agent.profile().peakDepth());
    turns(agent, 5, 1);
    assertEquals(30, agent.profile().peakDepth());
  }

  @Test
  void whoWaitsHasLittleIntensity() {
    AgentRef<Integer> agent = agent();
    turns(agent, 64, 1_000 * MILLI); // the clock moves, the processor hardly does
    assertEquals(1, agent.profile().cpuIntensity());
    double before = 1;
    for (int i = 0; i < 15; i++) {
      turns(agent, 1, 1_000 * MILLI);
      double now = agent.profile().cpuIntensity();
      assertTrue(now >= 0 && now < before, () -> "it falls to " + now);
      before = now;
    }
    assertTrue(before < 0.1);
  }

  @Test
  void whoComputesHasFullIntensity() {
    var threads = ManagementFactory.getThreadMXBean();
    AgentRuntime runtime = runtimes.start(steps);
    AgentRef<Integer> agent =
        runtime.spawn((context, nanos) -> {
          long until = threads.getCurrentThreadCpuTime() + nanos;
          while (threads.getCurrentThreadCpuTime() < until) {
            Thread.onSpinWait();
          }
          clock().advance(nanos);
        });
    turns(agent, 64, 50 * MICRO);
    turns(agent, 20, 50 * MICRO);
    assertEquals(1, agent.profile().cpuIntensity(), "never more than 1");
  }
}
