package accept.streams;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Message;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import support.K;

/** Collecting immutable elements makes something new. */
class CollectVal {
  private final List<String> names = new ArrayList<>();
  private final Map<String, Integer> counts = new HashMap<>();
  record Names(@Val List<String> names) implements Message {}
  record Counts(@Val Map<String, Integer> counts) implements Message {}
  void t(AgentRef<Message> out) {
    out.signal(new Names(List.copyOf(names)));
    out.signal(new Names(names.stream().map(n -> n + "!").sorted().toList()));
    out.signal(new Counts(Map.copyOf(counts)));
    K.send(names.stream().collect(Collectors.toList()));
    K.send(new HashMap<>(counts));
    K.send(counts.values().stream().mapToInt(Integer::intValue).sum());
    K.send(names.stream().collect(Collectors.groupingBy(String::length, Collectors.counting())));
  }
}
