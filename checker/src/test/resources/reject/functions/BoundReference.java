package reject.functions;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.function.Consumer;

/** A method reference is bound to its receiver; a function of another kind does not become val. */
class BoundReference {
  @Val interface Recorder {
    void record(String what);
  }

  void t(AgentRef<Recorder> out, Consumer<String> any) {
    out.signal(new ArrayList<String>()::add); // expect: CAP202
    Recorder wrapped = any::accept; // expect: CAP202
    out.signal(wrapped);
  }

  static <T> T same(T value) {
    return value;
  }

  void inGeneric(AgentRef<Recorder> out, StringBuilder text) {
    Recorder recorder = same(what -> text.append(what)); // expect: CAP202
    out.signal(recorder);
    out.signal(text.isEmpty() ? what -> {} : what -> text.append(what)); // expect: CAP202
    text.append("x");
  }
}
