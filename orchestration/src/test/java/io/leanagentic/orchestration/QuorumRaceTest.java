package io.leanagentic.orchestration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Reply;
import io.leanagentic.RuntimeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many voters, real threads. */
final class QuorumRaceTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void votesThatRaceAreAllCounted() {
    try (var runtime = AgentRuntime.start(RuntimeConfig.defaults().withWorkers(4))) {
      var members = new ArrayList<AgentRef<Reply<Integer>>>();
      for (int i = 0; i < 64; i++) {
        int value = i;
        members.add(runtime.spawn((context, reply) -> reply.send(value)));
      }
      var quorum = Quorum.of(runtime, members);
      for (int round = 0; round < 500; round++) {
        var pending = new ArrayList<Await<QuorumResult<Integer>>>();
        for (int i = 0; i < 4; i++) {
          pending.add(quorum.ask(reply -> reply, QuorumRule.unanimous(), LONG));
        }
        for (var await : pending) {
          QuorumResult<Integer> result = await.join();
          assertInstanceOf(QuorumResult.Reached.class, result);
          assertEquals(
              IntStream.range(0, 64).boxed().toList(),
              result.votes().stream().map(Vote::value).sorted().toList());
        }
      }
    }
  }

  @Test
  void oneOutcomeWhateverRacesForIt() {
    try (var runtime = AgentRuntime.start(RuntimeConfig.defaults().withWorkers(4))) {
      for (int round = 0; round < 300; round++) {
        var members = new ArrayList<AgentRef<Reply<Integer>>>();
        for (int i = 0; i < 8; i++) {
          int value = i;
          members.add(
              runtime.spawn((context, reply) -> {
                if (value % 4 == 3) {
                  throw new IllegalStateException("no vote");
                }
                reply.send(value);
              }));
        }
        var quorum = Quorum.of(runtime, members).withHedge(new Hedge(1, Duration.ofNanos(20_000)));
        Await<QuorumResult<Integer>> await =
            quorum.ask(reply -> reply, QuorumRule.atLeast(5), LONG);
        members.get(round % 8).abort();
        members.get((round + 3) % 8).stop();
        QuorumResult<Integer> result = await.join();
        int all = result.votes().size() + result.missing().size() + result.failed().size();
        assertEquals(8, all, result::toString);
        assertEquals(result.isReached(), result.votes().size() >= 5);
        assertTrue(result.isReached() || result.failed().size() >= 4, result::toString);
        List.copyOf(members).forEach(AgentRef::abort);
      }
    }
  }
}
