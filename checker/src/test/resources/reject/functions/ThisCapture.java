package reject.functions;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.List;

/** The agent itself would be run from elsewhere. */
class ThisCapture {
  @Val interface Recorder {
    void record(String what);
  }

  static final class Counter implements Behavior<AgentRef<Recorder>> {
    private final List<String> seen = new ArrayList<>();
    private int count;

    @Override public void receive(AgentContext<AgentRef<Recorder>> context, AgentRef<Recorder> out) {
      out.signal(what -> {
        String line = what.strip();
        count++; // expect: CAP202
        seen.add(line);
      });
      out.signal(this::note); // expect: CAP202
      count++;
    }

    private void note(String what) {
      seen.add(what);
    }
  }
}
