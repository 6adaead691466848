package reject.agents;

import io.leanagentic.AgentContext;
import java.util.ArrayList;
import java.util.List;

/** Two lambda agents may not share a list. */
class LambdaAgentShares {
  void t(AgentContext<String> context) {
    List<String> seen = new ArrayList<>();
    context.<String>spawn(() -> (inner, text) -> seen.add(text));
    context.<String>spawn(() -> (inner, text) -> seen.clear()); // expect: CAP101
  }
}
