package reject.sinks;

import java.util.concurrent.CompletableFuture;
import support.X;

/** So does an asynchronous supplier. */
class SupplyAsync {
  void t() {
    X x = new X();
    CompletableFuture<Integer> n = CompletableFuture.supplyAsync(() -> x.read());
    x.mutate(); // expect: CAP101
    n.join();
  }
}
