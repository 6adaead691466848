package accept.tags;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Message;
import io.leanagentic.capability.Tag;
import support.K;

/** Compare, store, pass on, send. */
class Identity {
  record Owner(@Tag Object who) implements Message {}
  @Tag private Object owner = "nobody";
  boolean t(@Tag Object o, AgentRef<Owner> out) {
    boolean same = o == owner;
    owner = o;
    out.signal(new Owner(o));
    K.takeTag(o);
    K.send(o);
    return same;
  }
}
