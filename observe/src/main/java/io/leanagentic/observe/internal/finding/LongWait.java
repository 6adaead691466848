package io.leanagentic.observe.internal.finding;

import io.leanagentic.AgentRef;
import io.leanagentic.extension.AgentView;
import io.leanagentic.extension.AgentView.Activity;
import io.leanagentic.extension.Inspection.Wait;
import io.leanagentic.observe.internal.look.Look;
import io.leanagentic.observe.internal.look.Verdict;
import io.leanagentic.observe.internal.look.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Agents handle nothing because each awaits another: a long chain, or many before one. The one at
 * the head, which waits for nobody, is to blame.
 */
final class LongWait implements Rule {
  private static final long PATIENCE = Duration.ofMillis(1_900).toNanos();
  private static final int LONG_CHAIN = 3;
  private static final int MANY = 10;
  private static final int MOST_FOLLOWED = 1_000;
  private static final int MOST_NAMED = 6;

  /** An agent that has not handled anything since. */
  private record Standing(AgentRef<?> agent, long handled) {}

  /** Those that wait for one head: how many, the longest chain, and for how long at least. */
  private static final class Line {
    private int waiting;
    private List<AgentRef<?>> chain = List.of();
    private long lasted;

    void add(List<AgentRef<?>> path, long time) {
      waiting++;
      if (path.size() > chain.size()) {
        chain = path;
      }
      lasted = Math.max(lasted, time);
    }

    boolean isLong() {
      return chain.size() > LONG_CHAIN || waiting >= MANY;
    }
  }

  private final Spells<Standing> standing = new Spells<>();

  @Override
  public void judge(Look look, Consumer<Verdict> found) {
    standing.begin();
    var lines = new LinkedHashMap<AgentRef<?>, Line>();
    for (AgentRef<?> waiter : look.waits().keySet()) {
      AgentView view = look.view(waiter);
      if (view == null || view.activity() != Activity.AWAITING) {
        continue;
      }
      long lasted = standing.lasted(new Standing(waiter, view.profile().handled()), look.nanos());
      if (lasted >= PATIENCE) {
        List<AgentRef<?>> path = path(waiter, look.waits());
        lines.computeIfAbsent(path.getLast(), head -> new Line()).add(path, lasted);
      }
    }
    lines.forEach((head, line) -> {
      if (line.isLong()) {
        found.accept(verdict(head, line, look));
      }
    });
  }

  /** From {@code waiter} to the one that waits for nobody, by the first of those it waits for. */
  private static List<AgentRef<?>> path(AgentRef<?> waiter, Map<AgentRef<?>, Wait> waits) {
    var path = new ArrayList<AgentRef<?>>();
    AgentRef<?> at = waiter;
    while (true) {
      path.add(at);
      Wait wait = waits.get(at);
      if (wait == null || wait.agents().isEmpty() || path.size() == MOST_FOLLOWED) {
        return path;
      }
      at = wait.agents().getFirst();
    }
  }

  private static Verdict verdict(AgentRef<?> head, Line line, Look look) {
    AgentView view = look.view(head);
    Wait wait = look.waits().get(head);
    String whom =
        wait == null
            ? Words.path(head) + " to answer"
            : wait.what() + ", which " + Words.path(head) + " awaits";
    return Verdict.on(
        head,
        "long-wait",
        Words.count(line.waiting, "agent handles", "agents handle")
            + " nothing for "
            + Words.time(line.lasted)
            + ": they wait for "
            + whom
            + ".",
        List.of("The longest chain: " + named(line.chain) + ".", state(head, view, wait)),
        cure(view, wait),
        line.lasted);
  }

  private static String named(List<AgentRef<?>> chain) {
    String some =
        chain.stream().limit(MOST_NAMED).map(Words::path).collect(Collectors.joining(" awaits "));
    return chain.size() <= MOST_NAMED
        ? some
        : some + " awaits ... " + Words.path(chain.getLast()) + " (" + chain.size() + " agents)";
  }

  private static String state(AgentRef<?> head, @Nullable AgentView view, @Nullable Wait wait) {
    String name = Words.path(head);
    if (view == null) {
      return name + " has ended.";
    }
    if (wait != null) {
      return name + " waits for no agent.";
    }
    return switch (view.activity()) {
      case IDLE -> name + " is idle: it has the question, and has not answered.";
      case RUNNING -> name + " is at work.";
      case READY ->
          name
              + " has "
              + Words.count(view.profile().depth(), "message", "messages")
              + " to handle, and waits for a worker.";
      default -> name + " is " + view.activity().name().toLowerCase(Locale.ROOT) + ".";
    };
  }

  private static String cure(@Nullable AgentView view, @Nullable Wait wait) {
    if (wait != null) {
      return "Give that wait a shorter time, or use onAnswer instead of await: the agents then"
          + " handle other messages meanwhile.";
    }
    if (view != null && view.activity() == Activity.IDLE) {
      return "See that each path of its handler answers, by reply.send or reply.fail, also the one"
          + " that handles a failure.";
    }
    return "Make its answer cheaper, or use onAnswer instead of await: those that ask then handle"
        + " other messages meanwhile.";
  }
}
