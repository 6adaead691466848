package io.leanagentic.orchestration.internal.quorum;

import io.leanagentic.AgentRef;
import io.leanagentic.Await;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.Promise;
import io.leanagentic.orchestration.Hedge;
import io.leanagentic.orchestration.QuorumResult;
import io.leanagentic.orchestration.Vote;
import io.leanagentic.orchestration.internal.Times;
import io.leanagentic.orchestration.spi.Poll;
import io.leanagentic.spi.Clock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects the votes on one question.
 *
 * @param <M> the messages of the members
 * @param <V> their answers
 */
final class Collector<M, V> {
  /*
   * Structure
   *   Votes arrive on the threads of the voters. No lock is held while a rule counts them: each event is pushed onto a
   *   stack, and the thread that pushes onto the empty stack drains it, in order of arrival, until it is empty again (a
   *   combining queue).
   *
   *     `pendingEvents`:  null (no thread drains)   |  BUSY  |  Event -> Event -> ... -> BUSY
   *
   *   It begins BUSY: the asking thread also drains the events that arrive while it asks.
   *
   *   Each member has a ballot: not asked, waiting, voted, or failed. Each question times out at the deadline of the
   *   poll, which therefore needs no timer of its own: the first question that times out ends the poll.
   *
   * Ordering
   *   A push publishes the answer (CAS) to the thread that takes the stack (getAndSet). The fields of the collector and
   *   its ballots are accessed only while draining: from the CAS that found null to the CAS back to null. So each
   *   draining thread sees the changes of the one before.
   *
   * Invariants
   *   I1  every member is in exactly one of votes, missing, failed     QuorumSeedTest.theResultIsThatOfTheModel
   *   I2  it ends with the first vote that makes the outcome certain   QuorumSeedTest.theResultIsThatOfTheModel
   *   I3  voters that answer at the same time are all counted          QuorumRaceTest.votesThatRaceAreAllCounted
   *   I4  a member without an answer at the end is notified, once      QuorumTest.theDeadlineTellsEverybodyWhoWasAsked
   */

  /** Something for the draining thread to handle. */
  abstract static class Event {
    @Nullable Event earlier;

    abstract void apply();
  }

  private static final Event BUSY =
      new Event() {
        @Override
        void apply() {
          throw new IllegalStateException("only marks the end");
        }
      };

  /** How long after the deadline the result itself would time out: every await needs a timeout. */
  private static final Duration GRACE = Duration.ofDays(1);

  private final Poll<M, V> poll;
  private final Clock clock;
  private final Counter<V> counter;
  private final Ballot<V>[] ballots;
  private final List<Vote<V>> votes;
  private final Promise<QuorumResult<V>> result;
  private final Duration deadline;
  private final long begun;

  private @Nullable Event pendingEvents = BUSY;

  private int asked;
  private int openMembers;
  private long openWeight;
  private int waiting;
  private long waitingWeight;
  private boolean started;
  private boolean decided;
  private @Nullable Await<Object> nextStep;

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  Collector(Poll<M, V> poll) {
    int members = poll.members().size();
    this.poll = poll;
    this.clock = poll.runtime().config().seams().clock();
    this.counter = Counter.of(poll.rule(), members);
    this.ballots = new Ballot[members];
    this.votes = new ArrayList<>(members);
    this.deadline = Times.capped(poll.deadline());
    this.begun = clock.nanoTime();
    this.result = poll.runtime().promise(deadline.plus(GRACE));
    this.openMembers = members;
    for (int i = 0; i < members; i++) {
      ballots[i] = new Ballot<>(this, i);
      openWeight += counter.weightOf(poll.members().get(i));
    }
  }

  /** Asks the members; returns the result to come. */
  Await<QuorumResult<V>> start() {
    Hedge hedge = poll.hedge().orElse(null);
    try {
      if (hedge == null) {
        askMore(ballots.length);
      } else {
        askWhatIsNeeded();
        askMore(hedge.extra());
        planStep(hedge);
      }
    } catch (Throwable broken) {
      end(); // the question itself is at fault: the asker is notified, not the members
      result.await().cancel();
      drainEvents();
      throw broken;
    }
    result
        .await()
        .whenDone((value, failure) -> {
          if (failure != null) {
            happened(new Given(this::end));
          }
        });
    started = true;
    sayWhatIsNeeded();
    drainEvents();
    return result.await();
  }

  // Events.

  private static final class Given extends Event {
    private final Runnable action;

    Given(Runnable action) {
      this.action = action;
    }

    @Override
    void apply() {
      action.run();
    }
  }

  /** Has {@code event} handled, here or by the thread that is draining. Any thread. */
  void happened(Event event) {
    while (true) {
      Event latest = (Event) PENDING_EVENTS.getAcquire(this);
      event.earlier = latest == null ? BUSY : latest;
      if (PENDING_EVENTS.compareAndSet(this, latest, event)) {
        if (latest == null) {
          drainEvents();
        }
        return;
      }
    }
  }

  private void drainEvents() {
    do {
      // Pairs with the CAS in happened().
      var latest = (Event) PENDING_EVENTS.getAndSet(this, BUSY);
      for (Event each = inOrder(latest); each != BUSY; each = following(each)) {
        apply(each);
      }
    } while (!PENDING_EVENTS.compareAndSet(this, BUSY, null));
  }

  private static Event following(Event event) {
    return Objects.requireNonNull(event.earlier);
  }

  private static Event inOrder(Event latest) {
    Event reversed = BUSY;
    for (Event each = latest; each != BUSY; ) {
      Event earlier = following(each);
      each.earlier = reversed;
      reversed = each;
      each = earlier;
    }
    return reversed;
  }

  private void apply(Event event) {
    try {
      event.apply();
    } catch (Throwable broken) { // by a rule's predicate over all votes, or by the question
      end();
      result.reply().fail(broken);
    }
  }

  /** A ballot came back. Called while draining. */
  void answered(Ballot<V> ballot) {
    AgentRef<M> member = poll.members().get(ballot.member);
    if (decided) {
      tellIfLate(ballot);
      return;
    }
    waiting--;
    openMembers--;
    long weight = counter.weightOf(member);
    openWeight -= weight;
    waitingWeight -= weight;
    V answer = ballot.answer;
    if (answer != null) {
      count(ballot, new Vote<>(member, answer));
    } else if (ballot.reason instanceof AwaitTimeoutException && isOver()) {
      timedOut();
      tellIfLate(ballot);
      return;
    } else {
      ballot.failure = Objects.requireNonNullElseGet(ballot.reason, IllegalStateException::new);
    }
    decideOrGoOn();
  }

  private void count(Ballot<V> ballot, Vote<V> vote) {
    try {
      counter.count(vote);
    } catch (Throwable thrown) {
      ballot.failure = thrown;
      return;
    }
    ballot.vote = vote;
    votes.add(vote);
  }

  private void decideOrGoOn() {
    if (counter.isReached(openMembers)) {
      finish(new QuorumResult.Reached<>(counter.inFavour(), votes, missing(), failed(), elapsed()));
    } else if (!counter.isPossible(openMembers, openWeight)) {
      finish(new QuorumResult.Impossible<>(votes, missing(), failed(), elapsed()));
    } else if (poll.hedge().isPresent()) {
      askWhatIsNeeded();
    }
    sayWhatIsNeeded();
  }

  /** Once only one member is left, declares that the result depends on its answer. */
  private void sayWhatIsNeeded() {
    if (!decided && openMembers == 1 && waiting == 1 && started) {
      for (Ballot<V> ballot : ballots) {
        Await<V> await = ballot.await;
        if (await != null && ballot.isOpen()) {
          result.needs(List.of(await));
        }
      }
    }
  }

  /**
   * Whether the deadline has passed. The exception alone does not tell: a voter may have failed
   * with one of its own.
   */
  private boolean isOver() {
    return elapsed().compareTo(deadline) >= 0;
  }

  private void timedOut() {
    finish(new QuorumResult.TimedOut<>(votes, missing(), failed(), elapsed()));
  }

  // Asking.

  /** Asks more members until the open votes could decide. */
  private void askWhatIsNeeded() {
    while (asked < ballots.length
        && (waiting == 0 || !counter.isPossible(waiting, waitingWeight))) {
      askNext();
    }
  }

  private void askMore(int count) {
    for (int i = 0; i < count && asked < ballots.length; i++) {
      askNext();
    }
  }

  private void askNext() {
    Duration left = started ? deadline.minus(elapsed()) : deadline;
    if (!left.isPositive()) {
      asked = ballots.length;
      timedOut();
      return;
    }
    Ballot<V> ballot = ballots[asked];
    AgentRef<M> member = poll.members().get(asked);
    Await<V> await = member.tryAsk(poll.question(), left);
    asked++;
    waiting++;
    waitingWeight += counter.weightOf(member);
    ballot.await = await;
    await.whenDone(ballot);
  }

  private void planStep(Hedge hedge) {
    if (decided || asked == ballots.length) {
      return;
    }
    Await<Object> step = poll.runtime().<Object>promise(hedge.step()).await();
    nextStep = step;
    step.whenDone((value, failure) -> {
      if (failure != null) {
        happened(new Given(() -> stepPassed(hedge)));
      }
    });
  }

  private void stepPassed(Hedge hedge) {
    if (!decided) {
      askMore(hedge.extra() + 1);
      planStep(hedge);
    }
  }

  // The end.

  private void finish(QuorumResult<V> outcome) {
    decided = true;
    result.reply().send(outcome);
    end();
  }

  /** Cancels the open questions, and notifies the members that have not answered. */
  private void end() {
    decided = true;
    if (nextStep != null) {
      nextStep.cancel();
    }
    for (int i = 0; i < asked && i < ballots.length; i++) {
      Ballot<V> ballot = ballots[i];
      Await<V> await = ballot.await;
      if (await != null && ballot.isOpen() && await.cancel()) {
        tell(ballot);
      }
    }
  }

  /** Notifies a member whose question timed out: it did not answer, and was not cancelled. */
  private void tellIfLate(Ballot<V> ballot) {
    if (ballot.reason instanceof AwaitTimeoutException) {
      tell(ballot);
    }
  }

  private void tell(Ballot<V> ballot) {
    AgentRef<M> member = poll.members().get(ballot.member);
    poll.farewell().ifPresent(member::trySignal);
  }

  private List<AgentRef<?>> missing() {
    if (votes.size() == ballots.length) {
      return List.of();
    }
    var missing = new ArrayList<AgentRef<?>>();
    for (Ballot<V> ballot : ballots) {
      if (ballot.isOpen()) {
        missing.add(poll.members().get(ballot.member));
      }
    }
    return missing;
  }

  private List<QuorumResult.Failure> failed() {
    var failed = new ArrayList<QuorumResult.Failure>();
    for (Ballot<V> ballot : ballots) {
      Throwable failure = ballot.failure;
      if (failure != null) {
        failed.add(new QuorumResult.Failure(poll.members().get(ballot.member), failure));
      }
    }
    return failed;
  }

  private Duration elapsed() {
    return Duration.ofNanos(clock.nanoTime() - begun);
  }

  private static final VarHandle PENDING_EVENTS;

  static {
    try {
      PENDING_EVENTS =
          MethodHandles.lookup().findVarHandle(Collector.class, "pendingEvents", Event.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
