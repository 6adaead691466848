package io.leanagentic.observe;

import io.leanagentic.RuntimeMetrics;
import io.leanagentic.RuntimeMetrics.Percentiles;
import io.leanagentic.extension.AgentView.Activity;
import io.leanagentic.extension.Panel;
import io.leanagentic.observe.internal.look.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One look at a whole runtime. It was taken while all went on, so its numbers may be a moment
 * apart.
 *
 * @param at when, by the runtime's clock
 * @param metrics counts since the start
 * @param messagesPerSecond since the look before
 * @param waiting how long the messages that were measured since the look before waited in mailboxes
 * @param looked agents that were looked at: all that live, up to {@link Observer#MOST_AGENTS}
 * @param took how long the look took
 * @param activities how many of them did what
 * @param findings what is wrong, the worst first
 * @param workers the threads that run turns
 * @param tree the supervision tree, agents of one class together
 * @param events what happened lately, the newest first
 * @param talks which agents send most to which since the look before, at most 200 pairs
 * @param typeTalks the same by types of agents
 * @param types the 50 kinds of agents that use most time; all the rest as one more, {@code others}
 * @param agents those with findings, then the first of the order that was asked for
 * @param panels what libraries {@linkplain io.leanagentic.extension.Inspection#show show}, at most
 *     50 with 500 rows each
 */
public record Snapshot(
    Instant at,
    RuntimeMetrics metrics,
    double messagesPerSecond,
    Percentiles waiting,
    int looked,
    Duration took,
    Map<Activity, Integer> activities,
    List<Finding> findings,
    List<WorkerRow> workers,
    List<TreeRow> tree,
    List<EventRow> events,
    List<TalkRow> talks,
    List<TalkRow> typeTalks,
    List<TypeRow> types,
    List<AgentRow> agents,
    List<Panel> panels) {

  /**
   * As JSON: each component by its name, times in seconds. It has no character that HTML would take
   * for its own.
   */
  public String toJson() {
    return Json.of(this);
  }
}
