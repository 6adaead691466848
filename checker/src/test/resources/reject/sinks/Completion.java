package reject.sinks;

import java.util.concurrent.CompletionService;

/** A completion service runs its tasks elsewhere. */
class Completion {
  private int count;

  void t(CompletionService<String> tasks) {
    tasks.submit(() -> "a" + count++); // expect: CAP102
  }
}
