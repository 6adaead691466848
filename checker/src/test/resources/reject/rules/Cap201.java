package reject.rules;

import io.leanagentic.capability.Message;
import java.util.List;

/** The example of the page of CAP201. */
class Cap201 {
  // region bad
  record Names(List<String> names) implements Message {} // expect: CAP201
  // endregion
}
