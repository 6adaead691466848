package accept.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import support.K;
import support.X;

/** From the strings of the state a stream makes objects that nobody has. */
class MappedToNew {
  private final List<String> names = new ArrayList<>();

  void t() {
    K.send(names.stream().map(X::new).toList());
    List<X> more = names.stream().filter(n -> !n.isEmpty()).map(n -> new X(n)).collect(Collectors.toList());
    more.forEach(X::mutate);
    K.send(more);
    K.send(IntStream.range(0, names.size()).mapToObj(X::new).toArray());
  }
}
