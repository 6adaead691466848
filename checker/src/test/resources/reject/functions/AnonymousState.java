package reject.functions;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.List;

/** An anonymous class with a mutable field, or with a mutable capture. */
class AnonymousState {
  @Val interface Recorder {
    void record(String what);
  }

  void t(AgentRef<Recorder> out, StringBuilder text) {
    Recorder counting = new Recorder() {
      private int count; // expect: CAP202
      private final List<String> seen = new ArrayList<>(); // expect: CAP202

      @Override public void record(String what) {
        count++;
        seen.add(what);
      }
    };
    out.signal(counting);
    counting.record("a");
    out.signal(new Recorder() {
      @Override public void record(String what) {
        text.append(what); // expect: CAP202
      }
    });
    text.append("b");
  }
}
