package io.leanagentic.internal.await;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.leanagentic.Delivery;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The orderings of {@link AbstractAwait}: one outcome, and each completion once. */
public final class AnswerOrderings {
  private AnswerOrderings() {}

  private static final LoneHost HOST = new LoneHost();

  /** A content that is written without any ordering of its own. */
  static final class Content {
    int value;
  }

  private static <R> Answer<R> open() {
    return new Answer<>(HOST, null, Duration.ofDays(1));
  }

  /** Two answers: one is accepted. */
  @JCStressTest
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = ACCEPTABLE,
      desc = "one of them")
  @Outcome(expect = FORBIDDEN, desc = "both, or neither")
  @State
  public static class Outcomes {
    private final Answer<String> answer = open();

    /** One. */
    @Actor
    public void one(II_Result r) {
      r.r1 = answer.send("one") == Delivery.ACCEPTED ? 1 : 0;
    }

    /** Another. */
    @Actor
    public void another(II_Result r) {
      r.r2 = answer.send("another") == Delivery.ACCEPTED ? 1 : 0;
    }
  }

  /** The same with a look and a store instead of the compare-and-set. */
  @JCStressTest
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = ACCEPTABLE,
      desc = "as it should be")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "both are accepted")
  @State
  public static class OutcomesBroken {
    private volatile Object state;

    private int send(String value) {
      if (state == null) {
        state = value;
        return 1;
      }
      return 0;
    }

    /** One. */
    @Actor
    public void one(II_Result r) {
      r.r1 = send("one");
    }

    /** Another. */
    @Actor
    public void another(II_Result r) {
      r.r2 = send("another");
    }
  }

  /** A completion is added as the answer comes: it runs once, and sees the answer whole. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "once, with the answer")
  @Outcome(expect = FORBIDDEN, desc = "never, twice, or without the content")
  @State
  public static class Completions {
    private final Answer<Content> answer = open();
    private final Content content = new Content();
    private volatile int runs;
    private volatile int seen;

    /** The answerer. */
    @Actor
    public void answerer() {
      content.value = 1;
      answer.send(content);
    }

    /** The waiter. */
    @Actor
    @SuppressWarnings("NonAtomicVolatileUpdate") // it runs once, or the test fails
    public void waiter() {
      answer.onDone((value, failure) -> {
        runs++;
        seen = value == null ? -1 : value.value;
      });
    }

    /** Afterwards. */
    @Arbiter
    public void after(II_Result r) {
      r.r1 = runs;
      r.r2 = seen;
    }
  }

  /** The same with two words instead of one. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "as it should be")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "the completion never runs, or twice")
  @State
  public static class CompletionsBroken {
    private volatile int outcome;
    private volatile boolean waits;
    private volatile int runs;
    private volatile int seen;

    @SuppressWarnings("NonAtomicVolatileUpdate") // this is the twin that is broken
    private void complete() {
      runs++;
      seen = outcome;
    }

    /** The answerer. */
    @Actor
    public void answerer() {
      boolean wait = waits;
      outcome = 1;
      if (wait) {
        complete();
      }
    }

    /** The waiter. */
    @Actor
    public void waiter() {
      if (outcome == 1) {
        complete();
      } else {
        waits = true;
      }
    }

    /** Afterwards. */
    @Arbiter
    public void after(II_Result r) {
      r.r1 = runs;
      r.r2 = seen;
    }
  }
}
