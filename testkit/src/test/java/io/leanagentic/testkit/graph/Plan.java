package io.leanagentic.testkit.graph;

import io.leanagentic.AgentConfig;
import io.leanagentic.MailboxConfig;
import io.leanagentic.OverflowPolicy;
import io.leanagentic.Supervision;
import io.leanagentic.capability.Val;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A small system, drawn from a seed: agents, and trees of work. Whoever handles a piece of work
 * sends those below it, so what is to be handled does not depend on the schedule.
 *
 * @param agents how each is set up
 * @param roots what is sent from outside
 */
record Plan(List<AgentConfig> agents, List<Work> roots) {
  private static final int MOST_WORK = 120;
  private static final int DEEPEST = 6;

  /** How a piece of work comes to its agent. */
  enum Way {
    SIGNAL,
    /** A question, whose answer comes as a message. */
    ASK,
    /** A question, whose asker handles nothing else until its answer comes. */
    AWAIT,
    /** None: the agent is told to stop. */
    STOP,
    /** None: the agent is aborted. */
    ABORT
  }

  /**
   * A piece of work.
   *
   * @param id its number, in the order of the plan
   * @param to which agent handles it
   * @param fails whether that fails when it has sent all below
   */
  @Val
  record Work(int id, int to, Way way, boolean fails, @Val List<Work> below) {
    /** Adds this and all below. */
    void addTo(List<Work> all) {
      all.add(this);
      for (Work work : below) {
        work.addTo(all);
      }
    }

    boolean isMessage() {
      return way != Way.STOP && way != Way.ABORT;
    }
  }

  /** In which every message is handled once. */
  static Plan gentle(long seed) {
    return new Draft(seed, false).plan();
  }

  /** In which agents are stopped, mailboxes drop messages and waits close cycles, too. */
  static Plan rough(long seed) {
    return new Draft(seed, true).plan();
  }

  /** All work, in the order of its numbers. */
  List<Work> work() {
    var all = new ArrayList<Work>();
    for (Work root : roots) {
      root.addTo(all);
    }
    return List.copyOf(all);
  }

  /** Whether nothing of the plan ends or restarts that agent. */
  boolean isSteady(int agent) {
    return work().stream().noneMatch(it -> it.to == agent && (it.fails || !it.isMessage()));
  }

  private static final class Draft {
    private final SplittableRandom random;
    private final boolean rough;
    private final int agents;
    private int next;

    Draft(long seed, boolean rough) {
      random = new SplittableRandom(seed);
      this.rough = rough;
      agents = 2 + random.nextInt(5);
    }

    Plan plan() {
      @Val List<AgentConfig> configs = IntStream.range(0, agents).mapToObj(_ -> config()).toList();
      var roots = new ArrayList<Work>();
      int work = 1 + random.nextInt(MOST_WORK);
      while (next < work) {
        roots.add(work(random.nextInt(agents), Way.SIGNAL, 0));
      }
      return new Plan(configs, List.copyOf(roots));
    }

    private AgentConfig config() {
      var mailbox = MailboxConfig.ofCapacity(1 << random.nextInt(4));
      if (rough) {
        mailbox =
            mailbox.withOverflow(
                switch (random.nextInt(6)) {
                  case 0 -> OverflowPolicy.DROP_OLDEST;
                  case 1 -> OverflowPolicy.DROP_NEWEST;
                  default -> OverflowPolicy.REJECT;
                });
      }
      return AgentConfig.DEFAULT.withMailbox(mailbox).withSupervision(supervision());
    }

    /** A restart ends questions, which then nobody need handle. */
    private Supervision supervision() {
      return switch (rough ? random.nextInt(4) : 0) {
        case 0 -> Supervision.resume();
        case 1, 2 ->
            Supervision.restart()
                .withLimit(Integer.MAX_VALUE, Duration.ofMinutes(1))
                .withBackoff(Duration.ofMillis(1), Duration.ofMillis(2));
        default -> Supervision.stop();
      };
    }

    private Work work(int to, Way way, int depth) {
      int id = next++;
      if (way == Way.STOP || way == Way.ABORT) {
        return new Work(id, to, way, false, List.of());
      }
      boolean fails = random.nextInt(12) == 0 && (rough || way == Way.SIGNAL);
      var below = new ArrayList<Work>();
      int most = depth == DEEPEST ? 0 : random.nextInt(5);
      for (int i = 0; i < most && next < 2 * MOST_WORK; i++) {
        int other = random.nextInt(agents);
        Way how = way(way, to, other, fails, i == most - 1);
        below.add(work(other, how, depth + 1));
      }
      return new Work(id, to, way, fails, List.copyOf(below));
    }

    /** What is begun on behalf of a question, or of a message that fails, may end with it. */
    private Way way(Way of, int from, int to, boolean fails, boolean isLast) {
      int kind = random.nextInt(rough ? 24 : 12);
      boolean mayAsk = rough || (of == Way.SIGNAL && !fails);
      return switch (kind) {
        case 0, 1, 2 -> mayAsk ? Way.ASK : Way.SIGNAL;
        case 3, 4 -> mayAsk && isLast && (rough || to > from) ? Way.AWAIT : Way.SIGNAL;
        case 22 -> Way.STOP;
        case 23 -> Way.ABORT;
        default -> Way.SIGNAL;
      };
    }
  }
}
