package accept.rules;

import java.util.concurrent.atomic.AtomicLong;

/** The example of the page of CAP302. */
class Cap302 {
  // region good
  private static final AtomicLong COUNT = new AtomicLong();

  void t() {
    COUNT.incrementAndGet();
  }
  // endregion
}
