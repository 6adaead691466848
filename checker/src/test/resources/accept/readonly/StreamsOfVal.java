package accept.readonly;

import io.leanagentic.capability.Val;
import java.util.List;
import java.util.stream.Stream;
import support.X;

/** Streams over val, put together. */
class StreamsOfVal {
  record Row(@Val List<Integer> left, @Val List<Integer> right, int[] widths) {}

  static int most(Row row) {
    return Stream.concat(row.left().stream(), row.right().stream()).mapToInt(i -> i).max().orElse(0);
  }

  int t(@Val X one, @Val X other) {
    return Stream.of(one, other).mapToInt(X::read).sum();
  }
}
