package io.leanagentic.benchmarks.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.leanagentic.benchmarks.micro.agents.PingPong;
import io.leanagentic.benchmarks.micro.baseline.BareFanIn;
import io.leanagentic.benchmarks.micro.baseline.BarePingPong;
import io.leanagentic.benchmarks.micro.baseline.BareSpawning;
import org.junit.jupiter.api.Test;

final class FinishTest {
  @Test
  void aWrongResultFailsTheBenchmark() {
    var finish = new Completion();
    finish.with(9);
    var failure = assertThrows(IllegalStateException.class, () -> finish.expect(10));
    assertEquals("result is 9; expected: 10", failure.getMessage());
  }

  @Test
  void ourProgramPlaysAllRounds() {
    var program = new PingPong();
    assertEquals(1000, program.play(1000));
    program.close();
  }

  @Test
  void theBareBaselineLosesNothing() {
    var game = new BarePingPong();
    var fan = new BareFanIn();
    var spawning = new BareSpawning();
    for (int i = 0; i < 20; i++) {
      assertEquals(1000, game.play(1000));
      assertEquals(100_000, fan.produce(100));
      assertEquals(0, spawning.spawnAndTell(5000));
    }
    game.close();
    fan.close();
    spawning.close();
  }
}
