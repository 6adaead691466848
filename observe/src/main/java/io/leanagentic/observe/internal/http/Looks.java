package io.leanagentic.observe.internal.http;

import io.leanagentic.observe.Observer;
import io.leanagentic.observe.Query;
import io.leanagentic.observe.Snapshot;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The looks of a console. All who ask share one, for a second at least, and for longer if it takes
 * much of a processor: so pages, terminals and downloads together cost what one page costs, and do
 * not look so often that nothing has changed. Any thread.
 */
final class Looks {
  private static final long PERIOD = Duration.ofSeconds(1).toNanos();

  /** A look that took t of a processor is followed by the next no sooner than this many t later. */
  private static final long SPARING = 130;

  private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();

  private final Observer observer;
  private final long sparing;
  private @Nullable Function<Query, Snapshot> last;
  private long lookedAt; // ns
  private long cost; // of the last look and all that was shown of it, in ns of a processor

  Looks(Observer observer) {
    this(observer, SPARING);
  }

  /** As above; {@code sparing} is instead of {@link #SPARING}. */
  Looks(Observer observer, long sparing) {
    this.observer = observer;
    this.sparing = sparing;
  }

  /** Whether what is shown at {@code now}, in ns, is a new look. */
  synchronized boolean isDue(long now) {
    return last == null || isOld(now);
  }

  private boolean isOld(long now) {
    return now - lookedAt >= Math.max(PERIOD, sparing * cost);
  }

  /** What each of {@code queries} asks for. */
  synchronized List<Snapshot> show(List<Query> queries, long now) {
    long begun = PROCESSOR.getCurrentThreadCpuTime();
    Function<Query, Snapshot> look = last;
    if (look == null || isOld(now)) {
      look = observer.lookOnce();
      last = look;
      lookedAt = now;
      cost = 0;
    }
    List<Snapshot> shown = queries.stream().map(look).toList();
    cost += PROCESSOR.getCurrentThreadCpuTime() - begun;
    return shown;
  }

  /** Forgets a look that is too old: it holds agents. */
  synchronized void forgetOld(long now) {
    if (isDue(now)) {
      last = null;
    }
  }
}
