package io.leanagentic.observe.internal.finding;

import io.leanagentic.AgentRef;
import io.leanagentic.extension.AgentView;
import io.leanagentic.extension.AgentView.Activity;
import io.leanagentic.observe.internal.look.Exchanges.Exchange;
import io.leanagentic.observe.internal.look.Look;
import io.leanagentic.observe.internal.look.Verdict;
import io.leanagentic.observe.internal.look.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A few agents send each other many messages, and nobody else is sent or sends anything. */
final class PingPong implements Rule {
  /*
   * Whether that is of use, nobody can see from outside: it may be what they are for. So the rule is strict, and its
   * words say what was seen and no more. Agents between which messages were sampled form a group. One is suspect if it
   * is small and fast, each of it sends and is sent something, nothing comes from outside of agents, and none of it has
   * a timer, stashes, waits, blocks or has failed. It must be so in several looks, of the same agents.
   */
  private static final long PATIENCE = Duration.ofMillis(1_900).toNanos();
  private static final int MOST = 4;
  private static final double FAST = 20_000; // messages per second, of all together

  private final Spells<Set<AgentRef<?>>> alone = new Spells<>();

  /** What was sampled of one agent. */
  private static final class Seen {
    private final Set<AgentRef<?>> others = new LinkedHashSet<>();
    private long sent;
    private long got;
    private boolean fromOutside;
  }

  @Override
  public void judge(Look look, Consumer<Verdict> found) {
    alone.begin();
    Map<AgentRef<?>, Seen> seen = seen(look.exchanges().agents());
    var visited = new HashSet<AgentRef<?>>();
    for (AgentRef<?> agent : seen.keySet()) {
      Set<AgentRef<?>> group = group(agent, seen, visited);
      if (group.size() < 2
          || group.size() > MOST
          || !group.stream().allMatch(member -> isAlone(member, seen, look))) {
        continue;
      }
      long sent = group.stream().mapToLong(member -> seen(member, seen).sent).sum();
      double perSecond = sent / look.exchanges().seconds();
      long lasted = alone.lasted(group, look.nanos());
      if (perSecond >= FAST && lasted >= PATIENCE) {
        found.accept(verdict(List.copyOf(group), perSecond, lasted));
      }
    }
  }

  private static Map<AgentRef<?>, Seen> seen(List<Exchange<AgentRef<?>>> exchanges) {
    Map<AgentRef<?>, Seen> seen = new LinkedHashMap<>();
    for (Exchange<AgentRef<?>> exchange : exchanges) {
      AgentRef<?> from = exchange.from();
      Seen to = seen(exchange.to(), seen);
      to.got += exchange.messages();
      if (from == null) {
        to.fromOutside = true;
      } else {
        to.others.add(from);
        Seen sender = seen(from, seen);
        sender.sent += exchange.messages();
        sender.others.add(exchange.to());
      }
    }
    return seen;
  }

  private static Seen seen(AgentRef<?> agent, Map<AgentRef<?>, Seen> seen) {
    return seen.computeIfAbsent(agent, none -> new Seen());
  }

  /** All that are connected to {@code first}; empty if they were visited. */
  private static Set<AgentRef<?>> group(
      AgentRef<?> first, Map<AgentRef<?>, Seen> seen, Set<AgentRef<?>> visited) {
    var group = new LinkedHashSet<AgentRef<?>>();
    var open = new ArrayList<AgentRef<?>>(List.of(first));
    while (!open.isEmpty()) {
      AgentRef<?> agent = open.removeLast();
      if (visited.add(agent)) {
        group.add(agent);
        open.addAll(seen(agent, seen).others);
      }
    }
    return group;
  }

  private static boolean isAlone(AgentRef<?> agent, Map<AgentRef<?>, Seen> seen, Look look) {
    Seen talks = seen(agent, seen);
    AgentView view = look.view(agent);
    return view != null
        && talks.sent > 0
        && talks.got > 0
        && !talks.fromOutside
        && view.timers() == 0
        && view.stashed() == 0
        && view.restarts() == 0
        && !view.config().blocking()
        && view.activity() != Activity.AWAITING
        && view.activity() != Activity.PARKED
        && !look.happenings().failed().live(look.nanos()).containsKey(agent);
  }

  private static Verdict verdict(List<AgentRef<?>> group, double perSecond, long lasted) {
    String names =
        group.subList(0, group.size() - 1).stream()
                .map(Words::path)
                .collect(Collectors.joining(", "))
            + " and "
            + Words.path(group.getLast());
    return Verdict.on(
        group.getFirst(),
        "ping-pong",
        names
            + " have sent each other about "
            + Words.number(Math.round(perSecond))
            + " messages per second for "
            + Words.time(lasted)
            + ", and nothing else.",
        List.of(
            "In samples, nothing came to them from elsewhere, and they sent nothing elsewhere; they"
                + " have no timers."),
        "If that is their job, all is well. If not, let one of them know when it is over: an answer"
            + " that needs no answer, or a limit of rounds.",
        lasted);
  }
}
