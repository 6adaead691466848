package io.leanagentic.internal;

import io.leanagentic.internal.agent.AgentCell;
import io.leanagentic.internal.await.AbstractAwait;
import io.leanagentic.internal.log.Texts;
import java.util.ArrayList;
import java.util.List;

/** The waits that a shutdown cut short: counted, the first of them by name. Any thread. */
final class Unfinished {
  private final List<String> named = new ArrayList<>();
  private final int most;
  private long count;

  /** None so far; {@code most} are named. */
  Unfinished(int most) {
    this.most = most;
  }

  /** {@code cell} no longer waits for {@code await}. */
  void add(AgentCell<?> cell, AbstractAwait<?> await) {
    String text = Texts.brief(cell.path()) + ": " + await.describe();
    synchronized (this) {
      count++;
      if (named.size() < most) {
        named.add(text);
      }
    }
  }

  synchronized long count() {
    return count;
  }

  synchronized List<String> named() {
    return List.copyOf(named);
  }
}
