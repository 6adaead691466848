package accept.statics;

import java.util.concurrent.atomic.AtomicInteger;

/** A constant, or what protects itself, may be static. */
class Swapped {
  private static final AtomicInteger HOLDER = new AtomicInteger(1);
  void t() {
    HOLDER.incrementAndGet();
  }
}
