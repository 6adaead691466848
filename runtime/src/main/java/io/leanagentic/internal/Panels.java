package io.leanagentic.internal;

import io.leanagentic.Subscription;
import io.leanagentic.extension.Panel;
import io.leanagentic.internal.scheduler.Aside;
import io.leanagentic.internal.scheduler.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The panels that libraries show. They are made when somebody looks, outside of any turn. */
final class Panels {
  private final CopyOnWriteArrayList<Shown> shown = new CopyOnWriteArrayList<>();
  private final EventPublisher events;

  Panels(EventPublisher events) {
    this.events = events;
  }

  /** One of them; the same supplier may be there twice. */
  private static final class Shown {
    final Supplier<Panel> panel;

    Shown(Supplier<Panel> panel) {
      this.panel = panel;
    }
  }

  Subscription show(Supplier<Panel> panel) {
    var one = new Shown(panel);
    shown.add(one);
    return () -> shown.remove(one);
  }

  /** All of them now. One that fails is left out, counted, and said in the log. */
  List<Panel> look() {
    var panels = new ArrayList<Panel>();
    Frame frame = Aside.enter();
    try {
      for (Shown one : shown) {
        try {
          panels.add(one.panel.get());
        } catch (Throwable t) {
          events.callbackFailed(() -> "a panel failed", t);
        }
      }
    } finally {
      Aside.leave(frame);
    }
    return List.copyOf(panels);
  }
}
