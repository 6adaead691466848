package io.leanagentic.soak;

import io.leanagentic.AgentContext;
import io.leanagentic.AwaitException;
import io.leanagentic.Behavior;
import io.leanagentic.soak.Message.Question;
import io.leanagentic.soak.Message.Tick;
import io.leanagentic.soak.Message.Trouble;
import io.leanagentic.soak.Message.Work;
import java.time.Duration;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A handler agent of the crowd. */
final class Member implements Behavior<Message> {
  private static final int FLOOD = 300;

  private final Crowd crowd;
  private final boolean mayBlock;
  private boolean stashing;

  Member(Crowd crowd, boolean mayBlock) {
    this.crowd = crowd;
    this.mayBlock = mayBlock;
  }

  @Override
  public void receive(AgentContext<Message> context, Message message) throws Exception {
    switch (message) {
      case Question(var reply) -> reply.send(1);
      case Trouble trouble -> happens(crowd, trouble);
      case Tick _ -> {
        stashing = false;
        context.resume(Work.class);
        context.unstash();
      }
      case Work work -> {
        if (stashing) {
          context.stash(work); // or a dead letter
        } else {
          handle(context, work);
        }
      }
    }
  }

  @Override
  public void onStart(AgentContext<Message> context) {
    context.unstash();
  }

  @Override
  public void onStop(AgentContext<Message> context) {
    var random = new SplittableRandom(System.identityHashCode(context));
    crowd.signal(crowd.any(random), new Work(0, random.nextLong()));
  }

  static void happens(Crowd crowd, Trouble trouble) {
    switch (trouble) {
      case HOLD -> LockSupport.parkNanos(150_000_000);
      case FAIL -> throw new IllegalStateException("on purpose");
      case OVERFLOW -> deeper(0);
      case INTERRUPT -> Thread.currentThread().interrupt();
      case HANG -> {
        while (crowd.end.getCount() > 0) {
          LockSupport.parkNanos(1_000_000); // also when interrupted
        }
      }
    }
  }

  @SuppressWarnings("InfiniteRecursion")
  private static int deeper(int depth) {
    return deeper(depth + 1) + 1;
  }

  private void handle(AgentContext<Message> context, Work work) {
    if (!crowd.handles(work)) {
      return;
    }
    var random = new SplittableRandom(work.seed());
    for (int n = random.nextInt(3); n > 0 && work.left() > 0; n--) {
      crowd.signal(crowd.any(random), new Work(work.left() - 1, random.nextLong()));
    }
    switch (random.nextInt(1_000)) {
      case 0, 1 -> flood(context, random);
      case 2, 3, 4, 5, 6 -> throw new IllegalStateException("on purpose");
      case 7 -> {
        stashing = true;
        tick(context);
      }
      case 8 -> {
        context.pause(Work.class);
        tick(context);
      }
      case 9 -> context.become(new Member(crowd, mayBlock));
      case 10, 11, 12 -> {
        var child = context.<Message>spawn(() -> new Member(crowd, false));
        crowd.signal(child, new Work(0, random.nextLong()));
        child.stop();
      }
      case 13, 14, 15 -> lease(context, random.nextInt(4));
      case 16, 17, 18, 19 -> {
        long element = random.nextLong();
        var sending = crowd.channel.sending(element, Duration.ofMillis(50));
        sending.whenDone((_, failure) -> {
          if (failure == null) {
            crowd.elements.begun(element, "sent by an agent");
          }
        });
        context.onAnswer(sending, _ -> {}, _ -> {});
      }
      default -> {
        if (random.nextInt(50) == 0) {
          ask(context, random);
        }
      }
    }
  }

  private static void tick(AgentContext<Message> context) {
    context.timers().once("tick", Duration.ofMillis(2), new Tick());
  }

  /** Those that the series takes are in the books when they are made. */
  private void flood(AgentContext<Message> context, SplittableRandom random) {
    Iterator<Message> series =
        Stream.generate(
                () -> {
                  var work = new Work(0, random.nextLong());
                  crowd.messages.begun(work.seed(), "of a series");
                  return (Message) work;
                })
            .limit(FLOOD)
            .iterator();
    context.signalAll(crowd.any(random), series, () -> {}, _ -> {});
  }

  private void lease(AgentContext<Message> context, int resource) {
    crowd.leases.withLease(
        context,
        "resource " + resource,
        Duration.ofMinutes(1),
        Duration.ofSeconds(1),
        _ -> crowd.use(resource),
        _ -> {});
  }

  private void ask(AgentContext<Message> context, SplittableRandom random) {
    var answer = crowd.ask(random);
    switch (random.nextInt(4)) {
      case 0 -> answer.cancel();
      case 1 -> context.await(answer, _ -> {}, _ -> {});
      case 2 -> {
        if (mayBlock) {
          try {
            answer.join();
          } catch (AwaitException e) {
            // It ended, failed, or awaits this agent.
          }
        }
      }
      default -> context.onAnswer(answer, _ -> {}, _ -> {});
    }
  }
}
