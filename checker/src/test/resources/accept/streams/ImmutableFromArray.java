package accept.streams;

import io.leanagentic.AgentRef;
import java.util.List;
import java.util.Set;

/** Copies of an array of strings, made in one call. */
class ImmutableFromArray {
  void t(AgentRef<Object> out, String[] words) {
    out.signal(List.of(words));
    out.signal(Set.of(words));
  }
}
