package io.leanagentic.internal.await;

import io.leanagentic.Delivery;
import java.time.Duration;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** A promised answer, as Lincheck drives it: of all that would end it one does. */
public class PromiseLincheck {
  private final Answer<Integer> answer = new Answer<>(new LoneHost(), null, Duration.ofDays(1));

  /** Answers. */
  @Operation
  public boolean send(@Param(gen = IntGen.class, conf = "1:3") int value) {
    return answer.send(value) == Delivery.ACCEPTED;
  }

  /** Fails. */
  @Operation
  public boolean fail() {
    return answer.fail(new IllegalStateException("on purpose")) == Delivery.ACCEPTED;
  }

  /** Gives up. */
  @Operation
  public boolean cancel() {
    return answer.cancel();
  }

  /** The outcome: 0 for none yet, -1 for a failure, -2 for given up. */
  @Operation
  public int outcome() {
    if (!answer.isDone()) {
      return 0;
    }
    if (answer.failureOrNull() != null) {
      return answer.isGivenUp() ? -2 : -1;
    }
    return answer.join();
  }

  /** What it should be. */
  public static class Model {
    private int outcome;

    private boolean end(int with) {
      if (outcome != 0) {
        return false;
      }
      outcome = with;
      return true;
    }

    /** Answers. */
    public boolean send(int value) {
      return end(value);
    }

    /** Fails. */
    public boolean fail() {
      return end(-1);
    }

    /** Gives up. */
    public boolean cancel() {
      return end(-2);
    }

    /** The outcome. */
    public int outcome() {
      return outcome;
    }
  }

  /** A twin that looks at the outcome and then sets it. */
  public static class Canary {
    private volatile int outcome;

    private boolean end(int with) {
      if (outcome != 0) {
        return false;
      }
      outcome = with;
      return true;
    }

    /** Answers. */
    @Operation
    public boolean send(@Param(gen = IntGen.class, conf = "1:3") int value) {
      return end(value);
    }

    /** Fails. */
    @Operation
    public boolean fail() {
      return end(-1);
    }

    /** Gives up. */
    @Operation
    public boolean cancel() {
      return end(-2);
    }

    /** The outcome. */
    @Operation
    public int outcome() {
      return outcome;
    }
  }
}
