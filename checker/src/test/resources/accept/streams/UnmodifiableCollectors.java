package accept.streams;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Message;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What these collectors make cannot be written. */
class UnmodifiableCollectors {
  record Names(@Val List<String> names) implements Message {}

  private final List<String> names = new ArrayList<>();

  void t(AgentRef<Names> out) {
    out.signal(new Names(names.stream().sorted().collect(Collectors.toUnmodifiableList())));
    out.signal(
        new Names(names.stream().collect(Collectors.collectingAndThen(Collectors.toList(), List::copyOf))));
  }
}
