package accept.readonly;

import io.leanagentic.capability.Val;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is collected of strings is a plain collection. */
class CollectedFromVal {
  record Row(String name, int[] cells) {}

  private static int count(Set<String> names) {
    return names.size();
  }

  int t(@Val List<Row> rows) {
    return count(rows.stream().map(row -> row.name()).collect(Collectors.toSet()));
  }
}
