package io.leanagentic.internal.profile;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/** The time that threads spend on a processor. */
public final class CpuTime {
  private static volatile @Nullable ThreadMXBean threads;

  private CpuTime() {}

  /** The processor time of the calling thread in ns, or 0 if it is not available. */
  public static long nanos() {
    if (Thread.currentThread().isVirtual()) {
      return 0;
    }
    ThreadMXBean bean = threads();
    return bean.isCurrentThreadCpuTimeSupported() ? bean.getCurrentThreadCpuTime() : 0;
  }

  /** The processor time of {@code thread}, a platform thread, in ns; -1 if it is not available. */
  public static long nanosOf(Thread thread) {
    ThreadMXBean bean = threads();
    return bean.isThreadCpuTimeSupported() ? bean.getThreadCpuTime(thread.threadId()) : -1;
  }

  /** Looked up once, because that takes long. */
  private static ThreadMXBean threads() {
    ThreadMXBean bean = threads;
    if (bean == null) {
      bean = ManagementFactory.getThreadMXBean();
      threads = bean;
    }
    return bean;
  }
}
