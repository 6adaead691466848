package io.leanagentic.internal;

import io.leanagentic.RuntimeEvent;
import io.leanagentic.extension.ListenerView;
import io.leanagentic.spi.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** A listener, and how much time it takes. Each subscription has its own. */
final class Listening {
  private final Consumer<? super RuntimeEvent> listener;
  private final Clock clock;
  private final LongAdder calls = new LongAdder();
  private final LongAdder returned = new LongAdder();
  private final LongAdder nanos = new LongAdder();

  Listening(Consumer<? super RuntimeEvent> listener, Clock clock) {
    this.listener = listener;
    this.clock = clock;
  }

  /** Throws what the listener throws. */
  void tell(RuntimeEvent event) {
    calls.increment();
    long begun = clock.nanoTime();
    try {
      listener.accept(event);
    } finally {
      nanos.add(clock.nanoTime() - begun);
      returned.increment();
    }
  }

  ListenerView view() {
    long ended = returned.sum(); // first: one that ends meanwhile is in the calls, too
    return new ListenerView(
        listener.getClass(), calls.sum(), ended, Duration.ofNanos(Math.max(0, nanos.sum())));
  }
}
