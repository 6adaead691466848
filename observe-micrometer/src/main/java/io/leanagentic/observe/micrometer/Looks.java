package io.leanagentic.observe.micrometer;

import io.leanagentic.observe.Observer;
import io.leanagentic.observe.Query;
import io.leanagentic.observe.Snapshot;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The last look at a runtime, or a new one if that is old. */
final class Looks {
  private static final long PERIOD = Duration.ofSeconds(1).toNanos();

  /** A look that took t is followed by the next no sooner than this many t later. */
  private static final long SPARING = 100;

  /** No agent is shown, only their types; a query asks for at least one. */
  private static final Query FEWEST = new Query(Query.Sort.BUSY, "", 1);

  private final Observer observer;
  private final LongSupplier nanoTime;
  private @Nullable Snapshot last;
  private long next;

  Looks(Observer observer, LongSupplier nanoTime) {
    this.observer = observer;
    this.nanoTime = nanoTime;
  }

  synchronized Snapshot look() {
    Snapshot snapshot = last;
    long now = nanoTime.getAsLong();
    if (snapshot == null || now - next >= 0) {
      snapshot = observer.lookOnce().apply(FEWEST);
      last = snapshot;
      next = now + Math.max(PERIOD, SPARING * snapshot.took().toNanos());
    }
    return snapshot;
  }

  void close() {
    observer.close();
  }
}
