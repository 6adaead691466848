package reject.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import support.K;
import support.X;

/** A stream that makes new objects still reads its source. */
class NewStreamIsACursor {
  void t() {
    List<String> names = new ArrayList<>();
    Stream<X> made = names.stream().map(X::new);
    K.send(names);
    made.toList(); // expect: CAP101
  }
}
