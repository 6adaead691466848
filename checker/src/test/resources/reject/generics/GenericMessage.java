package reject.generics;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Message;
import support.X;

/** A message of a type variable is judged where it is made. */
class GenericMessage {
  record Envelope<T>(T body) implements Message {}
  void t(AgentRef<Envelope<X>> out) {
    out.signal(new Envelope<>(new X())); // expect: CAP201
  }
}
