package accept.generics;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Message;
import support.P;

/** With an immutable argument it is fine. */
class GenericMessageOfVal {
  record Envelope<T>(T body) implements Message {}
  record Pair<A, B>(A left, B right) implements Message {}
  void t(AgentRef<Envelope<P>> out, AgentRef<Pair<String, Integer>> pairs) {
    Envelope<P> envelope = new Envelope<>(new P(1, "a"));
    out.signal(envelope);
    out.signal(envelope);
    pairs.signal(new Pair<>("a", 1));
  }
}
