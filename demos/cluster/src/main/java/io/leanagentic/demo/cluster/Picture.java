package io.leanagentic.demo.cluster;

import io.leanagentic.demo.cluster.NodeProcess.State;
import io.leanagentic.examples.console.Style;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** One line for each node, drawn again and again; elsewhere than on a terminal, once in a while. */
final class Picture {

  private static final long PLAIN_NANOS = Duration.ofSeconds(5).toNanos();

  private final PrintStream out;
  private final Style style;
  private final long begin = System.nanoTime();
  private long drawn = begin;
  private int height;

  Picture(PrintStream out, Style style) {
    this.out = out;
    this.style = style;
  }

  /** Says what has happened. */
  void say(String text) {
    clear();
    out.printf(Locale.ROOT, "%5.1f s  %s%n", (System.nanoTime() - begin) / 1e9, text);
    out.flush();
  }

  /** Shows the nodes, and how far the bars are. */
  void show(List<NodeProcess> nodes, double share) {
    long now = System.nanoTime();
    if (style.terminal()) {
      clear();
      out.println("         " + style.meter(share, 40) + " of the bars");
    } else if (now - drawn < PLAIN_NANOS) {
      return;
    }
    drawn = now;
    nodes.forEach(it -> out.println("         " + line(it)));
    out.flush();
    height = style.terminal() ? nodes.size() + 1 : 0;
  }

  /** Removes what {@link #show} has drawn. */
  void clear() {
    if (height > 0) {
      out.print("\033[" + height + "A\r\033[J");
      height = 0;
    }
  }

  private String line(NodeProcess node) {
    String state = "%-8s".formatted(node.state().name().toLowerCase(Locale.ROOT));
    String lease = node.token() == 0 ? "" : "lease, token " + node.token();
    return String.format(
        Locale.ROOT,
        "node %d  %s  %-16s  %,6d orders  %,6d fills",
        node.number() + 1,
        node.state() == State.READY ? state : style.alarm(state),
        lease,
        node.orders(),
        node.fills());
  }
}
