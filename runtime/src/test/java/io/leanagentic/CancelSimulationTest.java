package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.internal.await.AbstractAwait;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seeds;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Random trees of questions with cancels, deadlines, failures and ends, in virtual time. */
@CapUnchecked("all agents run in the thread that steps")
final class CancelSimulationTest {
  private static final int AGENTS = 7;
  private static final int ROUNDS = 60;
  private static final int DEEPEST = 5;
  private static final long MILLI = 1_000_000;

  @RegisterExtension final Runtimes runtimes = new Runtimes();

  private record Question(int number, Reply<Integer> reply) {}

  /** One question, and what became of it. */
  private static final class Asked {
    final int to;
    final int depth;
    final long begunAt;
    final long deadline;

    /** The question on whose behalf it was asked. */
    final @Nullable Asked outer;

    @Nullable Await<Integer> await;
    long doneAt = -1;
    boolean givenUp;
    boolean answered;
    int handled;
    int continued;
    int closed;

    /** The behavior that is to hear if it is given up. */
    @Nullable Member told;

    Asked(int to, int depth, long begunAt, long timeout, @Nullable Asked outer) {
      this.to = to;
      this.depth = depth;
      this.begunAt = begunAt;
      this.outer = outer;
      deadline = Math.min(begunAt + timeout, outer == null ? Long.MAX_VALUE : outer.deadline);
    }

    Await<Integer> await() {
      return Objects.requireNonNull(await);
    }
  }

  /** The agents, and all questions they were asked. */
  private static final class Crowd {
    private final Steps steps;
    private final SplittableRandom random;
    private final List<AgentRef<Question>> agents = new ArrayList<>();
    private final @Nullable Member[] current = new Member[AGENTS];
    private final List<Asked> all = new ArrayList<>();
    private final List<Asked> roots = new ArrayList<>();
    private boolean outlived;

    Crowd(Steps steps) {
      this.steps = steps;
      this.random = steps.random();
    }

    static Crowd of(Steps steps, AgentRuntime runtime) {
      var crowd = new Crowd(steps);
      SplittableRandom random = crowd.random;
      for (int i = 0; i < AGENTS; i++) {
        int own = i;
        var supervision =
            switch (random.nextInt(3)) {
              case 0 ->
                  Supervision.restart().withBackoff(Duration.ofMillis(1), Duration.ofMillis(9));
              case 1 -> Supervision.resume();
              default -> Supervision.stop();
            };
        var config =
            runtime
                .defaultConfig()
                .withSupervision(supervision)
                .withCapacity(random.nextBoolean() ? 2 : 64);
        crowd.agents.add(runtime.spawn("a" + i, config, () -> new Member(crowd, own)));
      }
      return crowd;
    }

    long now() {
      return steps.clock().nanoTime();
    }

    /** Asks somebody on behalf of {@code outer}; in a turn of the asker, unless that is null. */
    Asked ask(@Nullable Asked outer) {
      return ask(outer, outer == null ? 0 : outer.depth + 1);
    }

    private Asked ask(@Nullable Asked outer, int depth) {
      long timeout = MILLI * random.nextInt(1, 100);
      var asked =
          new Asked(
              random.nextInt(AGENTS),
              depth,
              now(),
              timeout,
              outer == null || outer.answered || (outer.doneAt >= 0 && !outer.givenUp)
                  ? null
                  : outer);
      int number = all.size();
      all.add(asked);
      asked.await =
          agents.get(asked.to).ask(reply -> new Question(number, reply), Duration.ofNanos(timeout));
      asked
          .await()
          .whenDone((answer, failure) -> {
            asked.doneAt = now();
            asked.givenUp = ((AbstractAwait<?>) asked.await()).isGivenUp();
          });
      return asked;
    }

    void round() {
      switch (random.nextInt(12)) {
        case 0, 1, 2, 3 -> roots.add(ask(null));
        case 4, 5 -> {
          if (!roots.isEmpty()) {
            roots.get(random.nextInt(roots.size())).await().cancel();
          }
        }
        case 6 -> all.get(random.nextInt(all.size())).await().cancel();
        case 7 -> {
          AgentRef<Question> one = agents.get(random.nextInt(AGENTS));
          switch (random.nextInt(6)) {
            case 0 -> one.stop();
            case 1 -> one.abort();
            default -> {} // they must not all end soon
          }
        }
        case 8 -> steps.elapse(Duration.ofMillis(random.nextInt(30)));
        default -> steps.advance(Duration.ofMillis(random.nextInt(20)));
      }
      if (random.nextInt(4) == 0) {
        for (int i = random.nextInt(5); i > 0; i--) {
          steps.turn();
        }
      } else {
        steps.settle();
        check();
      }
    }

    void check() {
      assertFalse(outlived, "a wait outlives the behavior that began it");
      for (Asked one : all) {
        boolean done = one.await().isDone();
        assertEquals(done, one.doneAt >= 0);
        long last = Math.max(one.deadline, one.begunAt); // its question may be over already
        assertTrue(done ? one.doneAt <= last : now() < last, "beyond the deadline");
        Asked outer = one.outer;
        if (outer != null && outer.givenUp) {
          assertTrue(done, "it outlives its question");
          assertTrue(one.doneAt <= Math.max(outer.doneAt, one.begunAt), "it ended late");
        }
        if (!agents.get(one.to).isAlive()) {
          assertTrue(done, "it outlives who was asked");
        }
        assertTrue(one.handled <= 1, "handled twice");
        assertTrue(one.continued <= 1, "continued twice");
        assertTrue(one.closed <= (one.givenUp ? 1 : 0), "told in vain");
        Member told = one.told;
        if (one.givenUp
            && told != null
            && told == current[one.to]
            && agents.get(one.to).isAlive()) {
          assertEquals(1, one.closed, "not told");
        }
      }
    }
  }

  private static final class Member implements Behavior<Question> {
    private final Crowd crowd;
    private final int own;
    private final SplittableRandom random;

    Member(Crowd crowd, int own) {
      this.crowd = crowd;
      this.own = own;
      this.random = crowd.random;
      crowd.current[own] = this;
    }

    @Override
    public void onRestart(AgentContext<Question> context, Throwable cause) {
      crowd.current[own] = null;
    }

    @Override
    public void receive(AgentContext<Question> context, Question question) {
      Asked asked = crowd.all.get(question.number);
      asked.handled++;
      if (random.nextBoolean()) {
        question.reply.onClosed(() -> asked.closed++);
        asked.told = this;
      }
      goOn(context, question, random.nextInt(6) == 0 ? 0 : random.nextInt(1, 4));
    }

    /** Asks up to {@code more} others, one after the other or at once, then answers. */
    private void goOn(AgentContext<Question> context, Question question, int more) {
      Asked asked = crowd.all.get(question.number);
      if (asked.depth == DEEPEST || more == 0) {
        end(question);
        return;
      }
      switch (random.nextInt(6)) {
        case 0 -> crowd.ask(asked);
        case 1 -> {
          var both = List.of(crowd.ask(asked), crowd.ask(asked));
          var awaits = both.stream().map(Asked::await).toList();
          context.onAnswer(
              random.nextBoolean() ? Await.any(awaits) : Await.all(awaits).map(List::getFirst),
              answer -> end(question),
              failure -> end(question));
          return;
        }
        case 2 -> {
          Asked free = context.detached(() -> crowd.ask(null, asked.depth + 1));
          context.detached(() ->
              context.onAnswer(
                  free.await(), answer -> free.continued++, failure -> free.continued++));
        }
        default -> {}
      }
      Asked next = crowd.ask(asked);
      boolean exclusive = random.nextInt(4) == 0 && context.waits().isEmpty();
      if (random.nextInt(3) == 0) { // no answer is a failure, unless nobody waits for it any more
        if (exclusive) {
          context.await(next.await(), answer -> came(context, question, next, more));
        } else {
          context.onAnswer(next.await(), answer -> came(context, question, next, more));
        }
      } else if (exclusive) {
        context.await(
            next.await(),
            answer -> came(context, question, next, more),
            failure -> came(context, question, next, more));
      } else {
        context.onAnswer(
            next.await(),
            answer -> came(context, question, next, more),
            failure -> came(context, question, next, more));
      }
      if (random.nextInt(8) == 0) {
        end(question); // before what it waits for
      }
    }

    private void came(AgentContext<Question> context, Question question, Asked next, int more) {
      next.continued++;
      crowd.outlived |= crowd.current[own] != this;
      if (random.nextInt(10) == 0) {
        throw new IllegalStateException("on purpose");
      }
      goOn(context, question, more - 1);
    }

    private void end(Question question) {
      switch (random.nextInt(8)) {
        case 0 -> {} // it never answers
        case 1 -> throw new IllegalStateException("on purpose");
        case 2 -> {
          crowd.all.get(question.number).answered = true;
          question.reply.fail(new IllegalStateException("on purpose"));
        }
        default -> {
          crowd.all.get(question.number).answered = true;
          question.reply.send(1);
        }
      }
    }
  }

  @Test
  void whatIsAskedForAQuestionEndsWithIt() {
    Seeds.each(
        40,
        seed -> {
          var steps = new Steps(seed);
          AgentRuntime runtime = runtimes.start(steps);
          var crowd = Crowd.of(steps, runtime);
          crowd.roots.add(crowd.ask(null));
          for (int i = 0; i < ROUNDS; i++) {
            crowd.round();
          }
          steps.advance(Duration.ofMinutes(1));
          crowd.check();
          long handled = crowd.all.stream().mapToLong(one -> one.handled).sum();
          assertEquals(handled, runtime.metrics().handled(), "counted twice, or not at all");
          runtimes.finish(runtime);
        });
  }
}
