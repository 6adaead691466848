package io.leanagentic.benchmarks.observing;

import com.sun.management.OperatingSystemMXBean;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.RuntimeConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures a load with and without a door open, in one process and in turns: without, with, with,
 * without, so that a machine that changes its pace changes both.
 */
public final class Windows {
  static final int AGENTS = 100_000;
  static final int RING = 1000;
  static final int TOKENS = 16;
  static final int BLOCKS = 3;
  static final int SETTLE_MILLIS = 1500;
  static final int WINDOW_MILLIS = 4000;
  static final String BLOCK = "block ";

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final AgentRuntime runtime;

  private Windows(AgentRuntime runtime) {
    this.runtime = runtime;
  }

  /** What was counted in a window: messages, time and processor time in ns. */
  private record Sum(double messages, double time, double processor) {
    Sum plus(Sum other) {
      return new Sum(messages + other.messages, time + other.time, processor + other.processor);
    }

    double rate() {
      return messages / time;
    }

    double processorEach() {
      return processor / messages;
    }
  }

  /**
   * Prints a line for each block: how much slower, and how much more processor time, in percent.
   */
  public static void main(String[] arguments) throws Exception {
    Door door = Door.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    try (var runtime = AgentRuntime.start(RuntimeConfig.defaults())) {
      for (int i = 0; i < AGENTS; i++) {
        runtime.spawn((context, message) -> {});
      }
      circulate(runtime);
      var windows = new Windows(runtime);
      windows.window(3 * SETTLE_MILLIS);
      for (int i = 0; i < BLOCKS; i++) {
        windows.block(door);
      }
      runtime.abort();
    }
    System.exit(0);
  }

  /** Tokens go around a ring for ever. */
  private static void circulate(AgentRuntime runtime) {
    List<AgentRef<Object>> ring = new ArrayList<>();
    AgentRef<Object> last = runtime.spawn(() -> new Closing());
    AgentRef<Object> next = last;
    for (int i = 1; i < RING; i++) {
      AgentRef<Object> following = next;
      next = runtime.spawn((context, token) -> following.signal(token));
      ring.add(next);
    }
    last.signal(next);
    for (int i = 0; i < TOKENS; i++) {
      ring.get(i * (ring.size() / TOKENS)).signal("token");
    }
  }

  private void block(Door door) throws IOException, InterruptedException {
    Sum without = window(WINDOW_MILLIS);
    Sum with;
    try (var _ = door.open(runtime)) {
      Thread.sleep(SETTLE_MILLIS);
      with = window(WINDOW_MILLIS).plus(window(WINDOW_MILLIS));
    }
    Thread.sleep(SETTLE_MILLIS);
    without = without.plus(window(WINDOW_MILLIS));
    System.out.printf(
        Locale.ROOT,
        "%s%f %f %f%n",
        BLOCK,
        without.rate() * 1e3,
        100 * (1 - with.rate() / without.rate()),
        100 * (with.processorEach() / without.processorEach() - 1));
  }

  private Sum window(long millis) throws InterruptedException {
    long handled = runtime.metrics().handled();
    long from = System.nanoTime();
    long processor = system.getProcessCpuTime();
    Thread.sleep(millis);
    return new Sum(
        runtime.metrics().handled() - handled,
        System.nanoTime() - from,
        system.getProcessCpuTime() - processor);
  }
}
