package io.leanagentic.internal.agent;

/** The last message of an agent that was asked to stop. */
final class StopEvent extends Event {
  static final StopEvent INSTANCE = new StopEvent();

  /**
   * Marks the place where the stop was requested, while messages accepted before may still come.
   */
  static final Event ANNOUNCED =
      new Event() {
        @Override
        void apply(AgentCell<?> cell) {}

        @Override
        boolean mayOvertake() {
          return false;
        }
      };

  private StopEvent() {}

  @Override
  boolean mayOvertake() {
    return false; // what was sent before is handled first
  }

  @Override
  void apply(AgentCell<?> cell) throws Exception {
    if (DropOldestQueue.size(cell) > 0) {
      cell.putSurely(this); // behind the event that stands for the messages sent before
    } else {
      Lifecycle.beginEnd(cell, null);
    }
  }
}
