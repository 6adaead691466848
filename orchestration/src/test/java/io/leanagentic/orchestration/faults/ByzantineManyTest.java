package io.leanagentic.orchestration.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRef;
import io.leanagentic.Reply;
import io.leanagentic.orchestration.Quorum;
import io.leanagentic.orchestration.QuorumResult;
import io.leanagentic.orchestration.QuorumRule;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Liars in quorums of any size, not of 3f + 1 only. */
final class ByzantineManyTest {
  private static final Duration DEADLINE = Duration.ofSeconds(1);

  /** What was agreed on, in many orders of the votes. */
  private static Set<Integer> agreed(int f, int... votes) {
    Set<Integer> values = new HashSet<>();
    for (long seed = 1; seed <= 50; seed++) {
      try (var simulation = SimulatedRuntime.start(seed)) {
        var runtime = simulation.agents();
        List<AgentRef<Reply<Integer>>> members = new ArrayList<>();
        for (int vote : votes) {
          members.add(runtime.spawn((context, reply) -> reply.send(vote)));
        }
        var result =
            Quorum.of(runtime, members)
                .<Integer>ask(reply -> reply, QuorumRule.byzantine(f), DEADLINE)
                .join();
        if (result instanceof QuorumResult.Reached<Integer> reached) {
          values.add(reached.value());
        }
      }
    }
    return values;
  }

  @Test
  void aMinorityNeverWinsWithALiarsHelp() {
    assertEquals(Set.of(2), agreed(1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2));
    assertEquals(Set.of(), agreed(1, 1, 1, 1, 2, 2, 2, 2), "4 of 7 are not enough for either");
  }

  @Test
  void noTwoValuesCanBothHaveEnoughAndTheHonestAlwaysCan() {
    for (int f = 1; f <= 5; f++) {
      for (int n = 3 * f + 1; n <= 40; n++) {
        int k = new QuorumRule.Share.Byzantine(f).of(n);
        assertTrue(2 * k - n > f, "two groups share more than the liars");
        assertTrue(k <= n - f, "the honest ones suffice");
        assertFalse(2 * (k - 1) - n > f, "and it is the least that does");
      }
    }
  }
}
