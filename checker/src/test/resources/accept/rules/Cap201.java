package accept.rules;

import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Message;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.List;
import support.X;

/** The example of the page of CAP201. */
class Cap201 {
  // region good
  record Names(@Val List<String> names) implements Message {} // from List.of, copyOf, toList

  record Rows(@Iso ArrayList<X> rows) implements Message {} // moves with the message
  // endregion
}
