package accept.agents;

import io.leanagentic.AgentContext;
import java.util.SplittableRandom;

/** A generator that was split off belongs to nobody yet. */
class SplitRandom {
  void t(AgentContext<String> context, SplittableRandom random) {
    for (int i = 0; i < 3; i++) {
      SplittableRandom own = random.split();
      context.<String>spawn(() -> (inner, text) -> own.nextInt());
    }
  }
}
