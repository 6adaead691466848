package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.spi.Turn;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seeds;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Random senders against an agent that pauses and resumes at random, in virtual time. The oracle: a
 * paused kind is not handled, what one sender sent of one kind comes in order, and each message is
 * handled, fails with the handler, or is a dead letter.
 */
@CapUnchecked("all agents run in the thread that steps")
final class PauseSimulationTest {
  private static final int SENDERS = 3;
  private static final int ROUNDS = 80;
  private static final Duration LONG = Duration.ofDays(1);

  @RegisterExtension final Runtimes runtimes = new Runtimes();

  /** What is sent. */
  private sealed interface Job {
    int sender();

    int number();
  }

  private record Red(int sender, int number) implements Job {}

  private record Blue(int sender, int number) implements Job {}

  /** A question, which is a job of its own kind. */
  private record Ask(int sender, int number, Reply<Integer> reply) implements Job {}

  private static final List<Class<?>> KINDS = List.of(Red.class, Blue.class, Ask.class, Job.class);

  /** What the agent is told, and what it does. */
  private static final class Run {
    final Steps steps;
    final SplittableRandom random;
    final AgentRuntime runtime;
    final int stash;
    final int capacity;
    final AgentRef<Job> agent;
    final List<AgentRef<Job>> senders = new ArrayList<>();
    final List<Await<Integer>> asked = new ArrayList<>();

    /** By the classes that the present behavior has paused. */
    final Set<Class<?>> paused = new HashSet<>();

    final Map<String, Integer> last = new HashMap<>();
    final Set<Integer> handled = new TreeSet<>();
    final List<String> wrong = new ArrayList<>();
    Promise<Integer> orders;
    int sent;

    Run(Steps steps, AgentRuntime runtime) {
      this.steps = steps;
      this.random = steps.random();
      this.runtime = runtime;
      this.stash = random.nextInt(1, 5);
      this.capacity = random.nextInt(1, 5);
      this.orders = runtime.promise(LONG);
      var config =
          AgentConfig.DEFAULT
              .withStash(stash)
              .withCapacity(capacity)
              .withSupervision(
                  random.nextBoolean()
                      ? Supervision.resume()
                      : Supervision.restart().withLimit(Integer.MAX_VALUE, LONG));
      this.agent = runtime.spawn("agent", config, () -> new Pausing(this));
      for (int i = 0; i < SENDERS; i++) {
        senders.add(runtime.spawn("s" + i, (context, job) -> agent.signal(job)));
      }
    }

    /** Orders come as answers, which pauses do not hold back. */
    void round() {
      int number = sent;
      switch (random.nextInt(8)) {
        case 0, 1, 2, 3 -> {
          int sender = random.nextInt(SENDERS);
          senders
              .get(sender)
              .signal(random.nextBoolean() ? new Red(sender, number) : new Blue(sender, number));
          sent++;
        }
        case 4 -> {
          int before = asked.size();
          Await<Integer> question = agent.tryAsk(reply -> new Ask(-1, number, reply), LONG);
          if (!question.isDone()) {
            asked.add(question);
            sent++;
          }
          assertTrue(asked.size() - before <= 1);
        }
        case 5, 6 -> {
          Promise<Integer> order = orders;
          orders = runtime.promise(LONG);
          order.reply().send(random.nextInt(2 * KINDS.size()));
        }
        default -> {
          if (random.nextInt(4) == 0) {
            ((Turn) agent).fail(new IllegalStateException("on purpose"));
          }
        }
      }
      for (int turns = random.nextInt(6); turns > 0; turns--) {
        steps.turn();
      }
    }

    void resumeAll() {
      steps.advance(Duration.ofMinutes(1)); // restarts take time
      for (int i = 0; i < KINDS.size(); i++) {
        Promise<Integer> order = orders;
        orders = runtime.promise(LONG);
        order.reply().send(KINDS.size() + i);
        steps.settle();
      }
    }
  }

  private static final class Pausing implements Behavior<Job> {
    private final Run run;

    Pausing(Run run) {
      this.run = run;
    }

    @Override
    public void onStart(AgentContext<Job> context) {
      run.paused.clear();
      listen(context);
    }

    private void listen(AgentContext<Job> context) {
      context.onAnswer(
          run.orders.await(),
          order -> {
            listen(context);
            follow(context, order);
          });
    }

    private void follow(AgentContext<Job> context, int order) {
      Class<?> kind = KINDS.get(order % KINDS.size());
      if (order < KINDS.size()) {
        context.pause(kind);
        run.paused.add(kind);
      } else {
        context.resume(kind);
        run.paused.remove(kind);
      }
    }

    @Override
    public void receive(AgentContext<Job> context, Job job) {
      if (run.paused.stream().anyMatch(kind -> kind.isInstance(job))) {
        run.wrong.add(job + " is paused");
      }
      Integer before = run.last.put(job.sender() + job.getClass().getSimpleName(), job.number());
      if (before != null && before >= job.number()) {
        run.wrong.add(job + " after " + before);
      }
      if (!run.handled.add(job.number())) {
        run.wrong.add(job + " twice");
      }
      if (job instanceof Ask ask) {
        ask.reply.send(ask.number);
      }
      if (run.random.nextInt(8) == 0) {
        follow(context, run.random.nextInt(2 * KINDS.size()));
      }
    }
  }

  @Test
  void whatIsPausedWaitsAndNothingIsLost() {
    Seeds.each(
        1_000,
        seed -> {
          var steps = new Steps(seed);
          AgentRuntime runtime = runtimes.start(steps);
          var run = new Run(steps, runtime);
          for (int i = 0; i < ROUNDS; i++) {
            run.round();
          }
          run.resumeAll();
          for (int more = 0; run.handled.size() < run.sent && more < 200; more++) {
            run.resumeAll(); // a handler may have paused again
          }
          assertEquals(List.of(), run.wrong);
          assertEquals(run.sent, run.handled.size());
          assertTrue(run.asked.stream().allMatch(Await::isDone));
          assertEquals(0, runtime.metrics().deadLetters());
          runtimes.finish(runtime);
        });
  }

  @Test
  void whatIsPausedAtTheEndIsCounted() {
    Seeds.each(
        300,
        seed -> {
          var steps = new Steps(seed);
          AgentRuntime runtime = runtimes.start(steps);
          var run = new Run(steps, runtime);
          for (int i = 0; i < ROUNDS; i++) {
            run.round();
          }
          if (seed % 2 == 0) {
            run.agent.stop();
          } else {
            run.agent.abort();
          }
          steps.finish();
          assertEquals(List.of(), run.wrong);
          assertEquals(run.sent, run.handled.size() + runtime.metrics().deadLetters());
          assertTrue(run.asked.stream().allMatch(Await::isDone));
          runtimes.finish(runtime);
        });
  }
}
