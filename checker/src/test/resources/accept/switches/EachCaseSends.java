package accept.switches;

import io.leanagentic.capability.Iso;
import support.K;
import support.X;

/** Every case sends once. */
class EachCaseSends {
  sealed interface Job {}
  record Load(X x) implements Job {}
  record Text(String text) implements Job {}
  void t(@Iso Job job) {
    switch (job) {
      case Load(X x) -> K.send(x);
      case Text(String text) -> {
        K.send(text);
        K.send(text);
      }
    }
  }
}
