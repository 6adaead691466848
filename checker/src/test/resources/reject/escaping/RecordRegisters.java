package reject.escaping;

import io.leanagentic.capability.Val;
import java.util.List;

/** A record neither. */
class RecordRegisters {
  record Row(int number, @Val List<String> names) {
    Row {
      Registry.see(this); // expect: CAP206
    }
  }
  static final class Registry {
    static void see(Object object) {}
  }
}
