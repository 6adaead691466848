package reject.functions;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Val;
import java.util.ArrayList;

/** An interface below a val one says so itself, and a val interface has one method. */
class OpenSubInterface {
  @Val interface Recorder {
    void record(String what);
  }

  interface Loud extends Recorder {} // expect: CAP202

  @Val interface Shape { // expect: CAP202
    double area();

    double length();
  }

  void t(AgentRef<Recorder> out) {
    var seen = new ArrayList<String>();
    Loud loud = what -> seen.add(what); // expect: CAP202
    out.signal(loud);
    seen.clear();
  }
}
