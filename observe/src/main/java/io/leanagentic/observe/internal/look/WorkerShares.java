package io.leanagentic.observe.internal.look;

import io.leanagentic.extension.WorkerView;
import io.leanagentic.observe.WorkerRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How workers spend their time, by what they were seen doing. Any thread. */
public final class WorkerShares {
  private static final class Seen {
    private int busy;
    private int searching;
    private int asleep;

    void add(WorkerView view) {
      if (view.running() != null) {
        busy++;
      } else if (view.asleep()) {
        asleep++;
      } else {
        searching++;
      }
    }
  }

  private Map<String, Seen> seen = new HashMap<>();

  /** Notes what they do at this moment. */
  public synchronized void sample(List<WorkerView> workers) {
    seen.keySet().retainAll(workers.stream().map(WorkerView::name).toList());
    for (WorkerView view : workers) {
      seen.computeIfAbsent(view.name(), name -> new Seen()).add(view);
    }
  }

  /** What they do now, and did since the last time. */
  public synchronized List<WorkerRow> rows(List<WorkerView> workers) {
    sample(workers);
    Map<String, Seen> counts = seen;
    seen = new HashMap<>();
    return workers.stream()
        .map(view -> row(view, Objects.requireNonNull(counts.get(view.name()))))
        .toList();
  }

  private static WorkerRow row(WorkerView view, Seen seen) {
    double all = seen.busy + seen.searching + seen.asleep;
    return new WorkerRow(
        view.name(),
        view.running() == null ? "" : Words.path(view.running()),
        view.replaced(),
        view.queued(),
        view.turns(),
        view.steals(),
        view.stolen(),
        view.parks(),
        view.turnNanos(),
        view.theftNanos(),
        view.patienceNanos(),
        seen.busy / all,
        seen.searching / all,
        seen.asleep / all);
  }
}
