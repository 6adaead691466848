package io.leanagentic.internal.cell;

/** The last message of an agent that was told to stop. */
final class StopEvent extends Event {
  static final StopEvent INSTANCE = new StopEvent();

  /** Stands where the stop was asked for, if what was taken before is still to come. */
  static final Event ANNOUNCED =
      new Event() {
        @Override
        void apply(Cell<?> cell) {}
      };

  private StopEvent() {}

  @Override
  void apply(Cell<?> cell) throws Exception {
    if (LatestQueue.size(cell) > 0) {
      cell.putSurely(this); // behind the event that stands for the messages sent before
    } else {
      Lifecycle.beginEnd(cell, null);
    }
  }
}
