package accept.streams;

import io.leanagentic.capability.Iso;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import support.K;

/** Functions that are called with strings keep nothing of the collection. */
class CalledAndForgotten {
  private final Map<String, Integer> weights = new HashMap<>();
  private int limit;

  void t(@Iso List<String> words) {
    words.forEach(word -> weights.put(word, 1));
    words.sort(Comparator.comparing(word -> weights.get(word)));
    words.removeIf(word -> !weights.containsKey(word));
    K.send(words);
    Map<String, Integer> counts = new HashMap<>();
    counts.computeIfAbsent("a", key -> limit);
    counts.merge("a", 1, Integer::sum);
    K.send(counts);
  }
}
