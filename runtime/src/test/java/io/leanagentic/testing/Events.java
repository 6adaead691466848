package io.leanagentic.testing;

import io.leanagentic.AgentRuntime;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.capability.Val;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The events of a runtime, as they come. */
@Val
public final class Events {
  private final ConcurrentLinkedQueue<RuntimeEvent> all = new ConcurrentLinkedQueue<>();

  /** Listens from now on. */
  public static Events of(AgentRuntime runtime) {
    var events = new Events();
    runtime.listen(events.all::add);
    return events;
  }

  /** Those of one kind so far. */
  public <E extends RuntimeEvent> List<E> of(Class<E> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** How many of one kind so far. */
  public int count(Class<? extends RuntimeEvent> kind) {
    return of(kind).size();
  }

  /** Waits for the first of one kind. */
  public <E extends RuntimeEvent> E first(Class<E> kind) {
    Until.isTrue("an event " + kind.getSimpleName(), () -> count(kind) > 0);
    return of(kind).getFirst();
  }
}
