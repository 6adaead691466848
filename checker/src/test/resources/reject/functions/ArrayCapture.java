package reject.functions;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Val;

/** The old trick to count in a lambda. */
class ArrayCapture {
  @Val interface Recorder {
    void record(String what);
  }

  void t(AgentRef<Recorder> out) {
    int[] count = {0};
    out.signal(what -> count[0]++); // expect: CAP202
    count[0] = 7;
  }
}
