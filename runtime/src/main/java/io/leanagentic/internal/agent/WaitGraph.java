package io.leanagentic.internal.agent;

import io.leanagentic.AwaitCycleException;
import io.leanagentic.internal.await.AbstractAwait;
import io.leanagentic.internal.await.Answer;
import io.leanagentic.internal.await.PromisedAnswer;
import io.leanagentic.internal.log.Texts;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Knows which agent cannot continue before which other: agents parked on a full mailbox, and agents
 * that handle nothing until an answer comes. Finds the cycle that an agent is about to close.
 */
public final class WaitGraph {
  /*
   * Structure
   *   An edge leads from an agent that waits to the agent it waits for. A parked agent has one edge, because its outbox
   *   is delivered in order. An agent that awaits has one for each agent that was asked and has not answered. An agent
   *   that awaits while its outbox is parked has both kinds.
   *
   *   An edge is live until its agent is woken, or the answer is decided. Other edges are not followed: their agent is
   *   about to run. The depth of the mailbox does not matter: relief wakes as many agents as there is room for, and the
   *   others still wait when the room is used.
   *
   * Ordering
   *   await, park: edge, fence        pairs with   edge, fence, then mayWait() or a search, by the others
   *
   *   So the last agent of a cycle to wait sees that the next one waits, and searches. Searches, and everything about
   *   room, take the lock; an agent that awaits the answer of one that waits for nobody does not. So an edge of an
   *   await may appear while others search: a cycle counts only if all its edges, each the same await, are seen a
   *   second time. Then there was a moment in between at which all of them existed.
   *
   * Invariants
   *   G1  a cycle of parked agents is found when it closes, and opened   BackpressureTest.floodingPairGoesOn, ringOfOneGoesOn,
   *                                                                      randomGraphsGoOn
   *   G2  a cycle of awaits fails at once and names its agents           AwaitCycleTest.cycleOfTwoNamesTheChain, WaitGraphRaceTest
   *   G3  growth of all mailboxes together stays within the cap          BackpressureTest.growthStaysWithinTheCap
   *   G4  what is no cycle at any moment is taken for none               WaitGraphRaceTest.chainsThatMoveAreNoCycle
   *
   * References
   *   T. Parks, Bounded Scheduling of Process Networks, UCB/ERL-95-105: grow the smallest full buffer of a deadlock. M.
   *   Geilen, T. Basten, Requirements on the Execution of Kahn Process Networks, ESOP 2003: look for local cycles.
   *   The differences: a cycle is found when it closes, not when everything has stopped; growth is given back when the
   *   mailbox falls to its low water mark.
   */
  /** How many agents of a cycle an error text names. */
  private static final int MOST_NAMED = 100;

  private int grown;

  /**
   * Notes that {@code sender} waits for room of {@code full}.
   *
   * @return the cycle this closes, beginning with {@code sender}, or an empty list
   */
  synchronized List<AgentCell<?>> park(AgentCell<?> sender, AgentCell<?> full) {
    ColdState coldState = sender.coldState();
    coldState.waitsForRoomOf = full;
    coldState.roomIsNear = false;
    VarHandle.fullFence();
    // Mostly the agent that is waited for waits for no other: then there is no search.
    return full == sender || full.mayWait() ? cycleFrom(sender) : List.of();
  }

  synchronized void unpark(AgentCell<?> sender) {
    sender.coldState().waitsForRoomOf = null;
  }

  /**
   * Looks what the edge of {@code await} closes, which {@code cell} has noted ({@link
   * ColdState#noteWait}) before a full fence: it handles nothing until {@code await} is done.
   *
   * @return the cycle this closes if parked agents are part of it, to be opened; else an empty list
   * @throws AwaitCycleException if it closes a cycle of awaits only; the edge is removed then
   */
  List<AgentCell<?>> await(AgentCell<?> cell, AbstractAwait<?> await) {
    // Mostly the agent that is asked waits for no other: then there is no search.
    if (cell.coldState().waitsForRoomOf == null
        && await instanceof Answer<?> answer
        && !(await instanceof PromisedAnswer<?>) // what it needs may change
        && answer.target() instanceof AgentCell<?> asked
        && asked != cell
        && !asked.mayWait()) {
      return List.of();
    }
    return cycleOfAwait(cell);
  }

  private synchronized List<AgentCell<?>> cycleOfAwait(AgentCell<?> cell) {
    List<AgentCell<?>> cycle = cycleFrom(cell);
    if (!isOfAwaitsOnly(cycle)) {
      return cycle;
    }
    AwaitCycleException failure = neverEnds(cycle);
    answered(cell);
    throw failure;
  }

  /**
   * The cycle through an agent that waits for {@code promise}, now that it is known what the
   * promise needs. Null if there is none, or if it does not consist of awaits only.
   */
  public synchronized @Nullable AwaitCycleException cycleThrough(PromisedAnswer<?> promise) {
    if (!(promise.waiter instanceof AgentCell<?> waiter)) {
      return null;
    }
    List<AgentCell<?>> cycle = cycleFrom(waiter);
    return isOfAwaitsOnly(cycle) ? neverEnds(cycle) : null;
  }

  private static AwaitCycleException neverEnds(List<AgentCell<?>> cycle) {
    return new AwaitCycleException("this await would never end: " + describe(cycle));
  }

  /**
   * Removes the edge of an await. Without the lock, because the edge of an await that is done is
   * not followed.
   */
  void answered(AgentCell<?> cell) {
    cell.coldState().noteWait(null);
  }

  /** Grants up to {@code wanted} messages of growth; returns how many, 0 if the cap is reached. */
  synchronized int grow(AgentCell<?> cell, int wanted, int cap) {
    if (!cell.isOpen()) {
      return wanted; // it takes no more messages, and has given back its growth
    }
    int granted = Math.min(wanted, cap - grown);
    if (granted > 0) {
      grown += granted;
      cell.coldState().growth += granted;
    }
    return Math.max(0, granted);
  }

  /** Takes back what {@code cell} was granted. */
  synchronized void shrink(AgentCell<?> cell) {
    grown -= cell.coldState().growth;
    cell.coldState().growth = 0;
  }

  private static boolean isOfAwaitsOnly(List<AgentCell<?>> cycle) {
    return !cycle.isEmpty() && eachLeadsToTheNext(cycle, WaitGraph::asked);
  }

  /** An agent on the path that is being searched, and its edges that were not followed yet. */
  private record Step(AgentCell<?> at, Iterator<AgentCell<?>> branches) {}

  /**
   * A cycle through {@code start}, all of which was there at one moment; empty if there is none.
   */
  private static List<AgentCell<?>> cycleFrom(AgentCell<?> start) {
    VarHandle.fullFence(); // what a promise needs was written before
    List<AgentCell<?>> path = pathFrom(start);
    while (!isOfOneMoment(path)) {
      path = pathFrom(start); // one of its agents was answered meanwhile
    }
    return path;
  }

  private static boolean isOfOneMoment(List<AgentCell<?>> path) {
    List<@Nullable AbstractAwait<?>> awaits = awaits(path);
    boolean live = isLive(path);
    live &= isLive(path); // what is seen twice was there all the time in between
    return live && awaits.equals(awaits(path));
  }

  private static List<@Nullable AbstractAwait<?>> awaits(List<AgentCell<?>> path) {
    var awaits = new ArrayList<@Nullable AbstractAwait<?>>();
    path.forEach(cell -> awaits.add(cell.coldState().waitsForAnswer));
    return awaits;
  }

  private static boolean isLive(List<AgentCell<?>> path) {
    return eachLeadsToTheNext(path, WaitGraph::successors);
  }

  private static boolean eachLeadsToTheNext(
      List<AgentCell<?>> cycle, Function<AgentCell<?>, List<AgentCell<?>>> edges) {
    for (int i = 0; i < cycle.size(); i++) {
      if (!edges.apply(cycle.get(i)).contains(cycle.get((i + 1) % cycle.size()))) {
        return false;
      }
    }
    return true;
  }

  /** A path from {@code start} back to it, found without recursion; empty if there is none. */
  private static List<AgentCell<?>> pathFrom(AgentCell<?> start) {
    var way = new ArrayDeque<Step>();
    var visited = new HashSet<AgentCell<?>>();
    AgentCell<?> at = start;
    while (true) {
      List<AgentCell<?>> next = successors(at);
      way.add(new Step(at, next.iterator()));
      if (next.contains(start)) {
        return way.stream().<AgentCell<?>>map(Step::at).toList();
      }
      do {
        while (!way.isEmpty() && !way.getLast().branches().hasNext()) {
          way.removeLast();
        }
        if (way.isEmpty()) {
          return List.of();
        }
        at = way.getLast().branches().next();
      } while (!visited.add(at));
    }
  }

  /** The agents that can end what {@code cell} waits for; empty if it waits for none. */
  synchronized List<AgentCell<?>> waitedFor(AgentCell<?> cell) {
    return successors(cell);
  }

  private static List<AgentCell<?>> successors(AgentCell<?> cell) {
    AgentCell<?> room = liveRoomEdge(cell);
    List<AgentCell<?>> asked = asked(cell);
    if (room == null) {
      return asked;
    }
    if (asked.isEmpty()) {
      return List.of(room);
    }
    asked.add(room); // it needs both
    return asked;
  }

  /** The agents from which {@code cell} awaits an answer. */
  private static List<AgentCell<?>> asked(AgentCell<?> cell) {
    ColdState coldState = cell.coldStateOrNull();
    AbstractAwait<?> await = coldState == null ? null : coldState.waitsForAnswer;
    if (await == null || await.isDone()) {
      return List.of();
    }
    if (await instanceof Answer<?> answer && !(await instanceof PromisedAnswer<?>)) {
      return answer.target() instanceof AgentCell<?> only
          ? new ArrayList<>(List.of(only))
          : List.of();
    }
    return collect(cell, await);
  }

  static @Nullable AgentCell<?> liveRoomEdge(AgentCell<?> cell) {
    ColdState coldState = cell.coldStateOrNull();
    if (coldState == null || coldState.roomIsNear) {
      return null;
    }
    AgentCell<?> full = coldState.waitsForRoomOf;
    return full != null && full.isOpen() ? full : null;
  }

  /**
   * The agents asked by {@code await} and its sources: without recursion, and each await once,
   * however they are composed.
   */
  private static List<AgentCell<?>> collect(AgentCell<?> waiter, AbstractAwait<?> await) {
    var asked = new ArrayList<AgentCell<?>>();
    var seen = new HashSet<AbstractAwait<?>>();
    var open = new ArrayDeque<AbstractAwait<?>>();
    open.add(await);
    while (!open.isEmpty()) {
      AbstractAwait<?> next = open.poll();
      if (next.isDone() || !seen.add(next)) {
        continue;
      }
      if (next instanceof PromisedAnswer<?> promise) {
        promise.waiter = waiter;
      }
      if (next instanceof Answer<?> answer && answer.target() instanceof AgentCell<?> cell) {
        asked.add(cell);
      }
      // Any one of several is enough unless it needs them all: then no single agent delays it.
      if (next.needsAllSources() || next.sources().size() == 1) {
        open.addAll(next.sources());
      }
    }
    return asked;
  }

  private static String describe(List<AgentCell<?>> cycle) {
    var text = new StringBuilder();
    for (AgentCell<?> cell : cycle.subList(0, Math.min(cycle.size(), MOST_NAMED))) {
      ColdState coldState = cell.coldStateOrNull();
      AbstractAwait<?> await = coldState == null ? null : coldState.waitsForAnswer;
      text.append(Texts.brief(cell.path())).append(" awaits ");
      text.append(await == null ? "room" : await.describe()).append("; ");
    }
    if (cycle.size() > MOST_NAMED) {
      text.append("... ").append(cycle.size() - MOST_NAMED).append(" more agents ...; ");
    }
    return text.append("and so on").toString();
  }

  /** The agents of a cycle, for an error text. */
  static String names(List<AgentCell<?>> cycle) {
    var some = cycle.stream().limit(MOST_NAMED).map(cell -> Texts.brief(cell.path())).toList();
    return some + (cycle.size() > MOST_NAMED ? " and more" : "");
  }
}
