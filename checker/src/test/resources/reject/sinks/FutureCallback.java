package reject.sinks;

import java.util.concurrent.CompletableFuture;

/** A callback runs where the future is completed. */
class FutureCallback {
  private int count;
  void t(CompletableFuture<String> future) {
    future.thenAccept(text -> count++); // expect: CAP102
  }
}
