package accept.escaping;

import io.leanagentic.capability.Val;
import java.util.List;

/** A record that only looks at its components. */
class RecordRegisters {
  record Row(int number, @Val List<String> names) {
    Row {
      Registry.see(number);
    }
  }
  static final class Registry {
    static void see(int number) {}
  }
}
