package reject.readonly;

import io.leanagentic.capability.Val;
import java.util.List;
import java.util.stream.Stream;
import support.X;

/** Put together they are still val. */
class StreamsOfValWritten {
  void t(@Val List<X> left, @Val List<X> right) {
    Stream.concat(left.stream(), right.stream()).forEach(x -> x.mutate()); // expect: CAP203
  }
}
