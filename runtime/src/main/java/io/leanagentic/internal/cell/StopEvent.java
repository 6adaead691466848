package io.leanagentic.internal.cell;

/** The last message of an agent that was told to stop. */
final class StopEvent extends Event {
  static final StopEvent INSTANCE = new StopEvent();

  private StopEvent() {}

  @Override
  void apply(Cell<?> cell) throws Exception {
    LatestQueue.handleAll(cell);
    Lifecycle.beginEnd(cell, null);
  }
}
