package accept.streams;

import java.util.ArrayList;
import java.util.List;
import support.K;
import support.X;

/** A pipeline over new objects ends in new objects. */
class FreshPipeline {
  void t(List<String> names) {
    List<X> xs = new ArrayList<>();
    for (String name : names) {
      xs.add(new X(name));
    }
    xs.stream().filter(x -> x.read() > 0).forEach(x -> x.mutate());
    K.send(xs);
  }
}
