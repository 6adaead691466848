package io.leanagentic.testkit.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Delivery;
import io.leanagentic.Reply;
import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.testkit.graph.Plan.Way;
import io.leanagentic.testkit.graph.Plan.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The agents of a plan, and what they note of each piece of work. */
@CapUnchecked("agents note in atomics, and the plan is read only")
final class Books {
  private static final Duration LONG = Duration.ofHours(1);

  /** What an agent gets: {@code number} counts what its sender has sent it. */
  private record Item(Work work, int from, int number, @Nullable Reply<Integer> reply) {}

  private static final class OnPurpose extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OnPurpose() {
      super("on purpose", null, false, false);
    }
  }

  private final Plan plan;
  private final List<AgentRef<Item>> agents = new ArrayList<>();
  private final AtomicIntegerArray sent;
  private final AtomicIntegerArray handled;
  private final AtomicIntegerArray ended; // questions
  private final AtomicIntegerArray numbers; // of a sender and a receiver
  private final AtomicIntegerArray last;
  private final AtomicLong rejected = new AtomicLong();
  private final CopyOnWriteArrayList<String> problems = new CopyOnWriteArrayList<>();

  Books(Plan plan, AgentRuntime runtime) {
    this.plan = plan;
    int work = plan.work().size();
    int pairs = (plan.agents().size() + 1) * plan.agents().size();
    sent = new AtomicIntegerArray(work);
    handled = new AtomicIntegerArray(work);
    ended = new AtomicIntegerArray(work);
    numbers = new AtomicIntegerArray(pairs);
    last = new AtomicIntegerArray(pairs);
    for (int i = 0; i < plan.agents().size(); i++) {
      int number = i;
      agents.add(runtime.spawn("agent-" + i, plan.agents().get(i), () -> new Member(this, number)));
    }
  }

  /** Sends what comes from outside, and waits where there is no room. */
  void begin() {
    int outside = agents.size();
    for (Work root : plan.roots()) {
      sent(root);
      note(agents.get(root.to()).send(item(root, outside, null), LONG));
    }
  }

  private Item item(Work work, int from, @Nullable Reply<Integer> reply) {
    int pair = from * agents.size() + work.to();
    return new Item(work, from, numbers.incrementAndGet(pair), reply);
  }

  private void sent(Work work) {
    sent.incrementAndGet(work.id());
  }

  private void note(Delivery delivery) {
    if (delivery == Delivery.REJECTED) {
      rejected.incrementAndGet();
    }
  }

  private void handled(Item item, int by) {
    handled.incrementAndGet(item.work.id());
    int pair = item.from * agents.size() + by;
    int before = last.getAndSet(pair, item.number);
    if (before >= item.number || by != item.work.to()) {
      problems.add(item + " came to " + by + " after " + before);
    }
  }

  private void ended(Work work, @Nullable Integer answer) {
    ended.incrementAndGet(work.id());
    if (answer != null && answer != work.id()) {
      problems.add(work + " was answered with " + answer);
    }
  }

  /** Handles work: sends what is below it, answers, and fails if it is to. */
  private static final class Member implements Behavior<Item> {
    private final Books books;
    private final int number;

    Member(Books books, int number) {
      this.books = books;
      this.number = number;
    }

    @Override
    public void receive(AgentContext<Item> context, Item item) {
      books.handled(item, number);
      for (Work work : item.work.below()) {
        AgentRef<Item> other = books.agents.get(work.to());
        switch (work.way()) {
          case STOP -> other.stop();
          case ABORT -> other.abort();
          case SIGNAL -> {
            books.sent(work);
            books.note(other.signal(books.item(work, number, null)));
          }
          case ASK, AWAIT -> ask(context, work, other);
        }
      }
      if (item.work.fails()) {
        throw new OnPurpose();
      }
      if (item.reply != null) {
        item.reply.send(item.work.id());
      }
    }

    private void ask(AgentContext<Item> context, Work work, AgentRef<Item> other) {
      books.sent(work);
      Await<Integer> answer = other.ask(reply -> books.item(work, number, reply), LONG);
      if (work.way() == Way.ASK) {
        context.onAnswer(answer, it -> books.ended(work, it), _ -> books.ended(work, null));
      } else {
        context.await(answer, it -> books.ended(work, it), _ -> books.ended(work, null));
      }
    }
  }

  /** Of a runtime at rest: each message is in one place, and they came in order. */
  void balance(AgentRuntime runtime) {
    var metrics = runtime.metrics();
    long all = 0;
    long done = 0;
    for (Work work : plan.work()) {
      int times = handled.get(work.id());
      assertTrue(times <= sent.get(work.id()) && times <= 1, () -> times + " times " + work);
      all += sent.get(work.id());
      done += times;
    }
    assertEquals(List.of(), problems);
    assertEquals(0, metrics.defects(), "failures of the runtime itself");
    assertEquals(
        all,
        done + metrics.deadLetters() + metrics.skipped() + rejected.get(),
        () -> "sent; handled, dead letters, skipped, rejected of " + plan + " " + metrics);
    assertEquals(
        plan.work().stream().filter(it -> it.fails() && handled.get(it.id()) == 1).count(),
        metrics.failures());
  }

  /** As above, and all of the plan was done: nothing in it is lost. */
  void complete(AgentRuntime runtime) {
    balance(runtime);
    for (Work work : plan.work()) {
      assertEquals(1, handled.get(work.id()), work::toString);
      boolean isQuestion = work.way() != Way.SIGNAL;
      assertTrue(isQuestion ? ended.get(work.id()) <= 1 : true, work::toString);
    }
    assertEquals(0, runtime.metrics().deadLetters() + runtime.metrics().skipped());
    for (Work asker : plan.work()) {
      for (Work work : asker.below()) {
        if (work.way() != Way.SIGNAL && plan.isSteady(asker.to())) {
          assertEquals(1, ended.get(work.id()), () -> "ends of " + work);
        }
      }
    }
  }
}
