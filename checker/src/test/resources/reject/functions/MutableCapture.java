package reject.functions;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.List;

/** Whoever runs it would write the same list. */
class MutableCapture {
  @Val interface Recorder {
    void record(String what);
  }

  void t(AgentRef<Recorder> out) {
    List<String> seen = new ArrayList<>();
    Recorder recorder = what ->
        seen.add(what); // expect: CAP202
    out.signal(recorder);
    recorder.record("a");
    seen.clear();
  }
}
