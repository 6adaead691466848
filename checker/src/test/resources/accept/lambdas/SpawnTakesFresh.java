package accept.lambdas;

import io.leanagentic.capability.Sending;
import java.util.function.Supplier;
import support.X;

/** Captures that are given away with the lambda. */
class SpawnTakesFresh {
  static void spawn(@Sending Supplier<Object> factory) {}
  void t() {
    X x = new X();
    x.mutate();
    spawn(() -> {
      x.mutate();
      return x;
    });
  }
}
