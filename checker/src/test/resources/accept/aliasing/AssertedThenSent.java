package accept.aliasing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Message;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.List;
import support.X;

/** Assertions compare and keep nothing: a val may be asserted, and what was compared may leave. */
class AssertedThenSent {
  record Batch(@Iso ArrayList<X> rows, @Val List<String> names) implements Message {}
  void t(AgentRef<Batch> out, @Val List<String> names) {
    var rows = new ArrayList<X>();
    assertEquals(names, names);
    assertSame(rows, rows);
    out.signal(new Batch(rows, names));
  }
}
