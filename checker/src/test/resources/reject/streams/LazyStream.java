package reject.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import support.K;
import support.X;

/** A stream reads its source when it is run. */
class LazyStream {
  private final List<X> mine = new ArrayList<>();
  void t() {
    Stream<X> stream = mine.stream().filter(x -> x.read() > 0);
    K.send(stream); // expect: CAP102
  }
}
