package reject.streams;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Message;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A plain list is not val, though nobody else has it. */
class CollectedListIsMutable {
  record Names(@Val List<String> names) implements Message {}

  private final List<String> names = new ArrayList<>();

  void t(AgentRef<Names> out) {
    out.signal(new Names(names.stream().collect(Collectors.toList()))); // expect: CAP202
  }
}
