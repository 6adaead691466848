package io.leanagentic.internal.channel;

import io.leanagentic.ChannelClosedException;
import io.leanagentic.internal.await.AwaitHost;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;

/** A receiver that waits in the lines of several channels and is served by one. */
final class SelectionEnd extends ChannelEnd<Runnable> {
  /*
   * Structure
   *   One place in the line of each channel, and one word for all of them:
   *
   *     WAITING <--> CLAIMED --> OVER            by a channel, under its lock
   *     WAITING --> OVER                         by a timeout, a cancel, or the last channel that was closed
   *
   *   A channel claims the end before it takes an element for it, and gives the claim back if there was no element
   *   after all. So an element is never taken for an end that cannot have it. A thread that meets a claim waits until
   *   it is decided: the claimant is in the middle of one poll of its ring and takes no lock meanwhile, so that is
   *   soon, and no cycle can form. No thread holds the locks of two channels at once: the other places are left after
   *   the lock of the serving channel was released.
   *
   * Ordering
   *   `phase` changes by volatile compareAndSet; only the claimant writes it while it is CLAIMED. A place entered too
   *   late: enter takes the lock of its channel, then reads the phase; serving writes the phase, then takes each lock
   *   to leave. Whichever gets the lock second sees what the other did.
   *
   * Invariants
   *   I1  one element of one channel is taken, or none    SelectStressTest.racingSelectionsLoseAndDoubleNothing
   *   I2  no place stays in a line once it is over        SelectTest.leavesNoPlaceBehind, aPlaceEnteredTooLateIsLeft
   *   I3  a wait that ends without success took nothing   SelectStressTest.cancelledSelectionsTakeNothing
   *   I4  an untaken element goes back to its channel     LostElementTest.aSelectionGivesItsElementBackToItsChannel
   */
  private static final int WAITING = 0;
  private static final int CLAIMED = 1;
  private static final int OVER = 2;

  private final List<Case<?>> cases;
  private int phase = WAITING;

  /** How many of the channels may still have an element. */
  private int open;

  SelectionEnd(AwaitHost host, List<SelectClause.OfChannel<?>> choices) {
    super(host);
    cases = choices.stream().<Case<?>>map(this::caseOf).toList();
    open = choices.size();
    asEvent();
  }

  private <T> Case<T> caseOf(SelectClause.OfChannel<T> choice) {
    return new Case<>(choice);
  }

  /** Begins to wait. */
  SelectionEnd start(long nanos) {
    for (Case<?> place : cases) {
      place.enter();
      if (isOver()) {
        place.leave(); // the channel that served it may have looked for this place too early
      }
    }
    startTimer(nanos);
    return this;
  }

  /** Takes an element of the first channel that has one now; returns whether this is done. */
  boolean poll() {
    for (Case<?> place : cases) {
      if (place.poll()) {
        return complete(place);
      }
    }
    return false;
  }

  @Override
  protected void putBack(Runnable value) {
    ((Case<?>) value).putBack();
  }

  @Override
  public boolean withdraw() {
    if (!moveFromWaiting(OVER)) {
      return false;
    }
    cases.forEach(Case::leave);
    return true;
  }

  private void caseClosed() {
    if ((int) OPEN.getAndAdd(this, -1) == 1 && moveFromWaiting(OVER)) {
      completeFailed(allClosed(cases.size()));
    }
  }

  static ChannelClosedException allClosed(int channels) {
    return new ChannelClosedException(
        channels == 1
            ? "the channel of this selection is closed"
            : "all " + channels + " channels of this selection are closed");
  }

  @Override
  public String describe() {
    return "an element of one of " + cases.size() + " channels";
  }

  private boolean isOver() {
    return (int) PHASE.getVolatile(this) == OVER;
  }

  /** Changes the phase from WAITING to {@code to}; false if it is over. */
  private boolean moveFromWaiting(int to) {
    for (int spins = 0; ; spins = MpmcRing.pause(spins)) {
      int seen = (int) PHASE.compareAndExchange(this, WAITING, to);
      if (seen != CLAIMED) {
        return seen == WAITING;
      }
    }
  }

  /** Changes the phase from CLAIMED to {@code to}. Called by the claimant. */
  private void moveFromClaimed(int to) {
    PHASE.setVolatile(this, to);
  }

  /**
   * The place in the line of one channel, and the action for its element if that channel serves.
   */
  private final class Case<T> extends WaitNode<T> implements Runnable {
    private final SelectClause.OfChannel<T> choice;

    Case(SelectClause.OfChannel<T> choice) {
      this.choice = choice;
    }

    void enter() {
      choice.channel().enterReceivers(this);
    }

    void leave() {
      choice.channel().leave(this);
    }

    boolean poll() {
      return choice.channel().poll(this);
    }

    void putBack() {
      choice.channel().putBack(this);
    }

    @Override
    public void run() {
      choice.then().accept(Objects.requireNonNull(element));
    }

    @Override
    boolean claim() {
      return moveFromWaiting(CLAIMED);
    }

    @Override
    void release() {
      moveFromClaimed(WAITING);
    }

    @Override
    void keep() {
      moveFromClaimed(OVER);
    }

    @Override
    void finish() {
      if (closed) {
        caseClosed();
        return;
      }
      complete(this);
      cases.forEach(Case::leave);
    }
  }

  private static final VarHandle PHASE;
  private static final VarHandle OPEN;

  static {
    try {
      var lookup = MethodHandles.lookup();
      PHASE = lookup.findVarHandle(SelectionEnd.class, "phase", int.class);
      OPEN = lookup.findVarHandle(SelectionEnd.class, "open", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
