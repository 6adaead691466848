package accept.arrays;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Cap;
import io.leanagentic.capability.Message;
import io.leanagentic.capability.Val;

/** An array filled and frozen. */
class FrozenArray {
  record Prices(@Val double[] values) implements Message {}
  void t(AgentRef<Prices> out) {
    double[] values = new double[3];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    @Val double[] frozen = Cap.freeze(values);
    out.signal(new Prices(frozen));
    out.signal(new Prices(frozen));
    System.out.println(frozen[0]);
  }
}
