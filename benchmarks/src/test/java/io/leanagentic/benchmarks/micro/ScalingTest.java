package io.leanagentic.benchmarks.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.benchmarks.micro.agents.AwaitChain;
import io.leanagentic.benchmarks.micro.agents.Latency;
import io.leanagentic.benchmarks.micro.agents.Scaling;
import io.leanagentic.benchmarks.micro.agents.Skew;
import io.leanagentic.benchmarks.micro.agents.Timing;
import io.leanagentic.benchmarks.micro.rival.PekkoScaling;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScalingTest {
  private static final int MESSAGES = 6400;

  @Test
  void ourProgramsOfAnySizeEnd() {
    for (int size : List.of(1, 2, 64)) {
      try (var scaling = new Scaling(2)) {
        scaling.ring(size, size).run(MESSAGES);
        scaling.fanIn(size, size).run(MESSAGES);
        scaling.sized(size).run(MESSAGES);
        scaling.overload().run(MESSAGES);
      }
    }
  }

  @Test
  void theirProgramsOfAnySizeEnd() throws Exception {
    try (var scaling = new PekkoScaling()) {
      scaling.ring(2, 2).run(MESSAGES);
      scaling.fanIn(2).run(MESSAGES);
      scaling.sized(2).run(MESSAGES);
      scaling.overload().run(MESSAGES);
    }
  }

  @Test
  void ourProgramsOfTheFullRunEnd() {
    var chain = new AwaitChain();
    assertEquals(90, chain.ask(10));
    chain.close();
    var timing = new Timing();
    assertEquals(Timing.AGENTS, timing.fire(2));
    timing.close();
    var skew = new Skew();
    assertEquals(1, skew.distribute());
    skew.close();
    var latency = new Latency();
    assertEquals(10, latency.whenIdle(10).length);
    assertEquals(10, latency.whenSenderIsBusy(10).length);
    assertEquals(10, latency.whenAllAreBusy(10).length);
    latency.close();
  }
}
