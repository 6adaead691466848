package io.leanagentic.soak;

import io.leanagentic.AwaitException;
import io.leanagentic.Mailbox;
import io.leanagentic.Select;
import io.leanagentic.soak.Message.Question;
import io.leanagentic.soak.Message.Tick;
import io.leanagentic.soak.Message.Trouble;
import io.leanagentic.soak.Message.Work;
import java.time.Duration;
import java.util.SplittableRandom;

/** A loop agent of the crowd: it also receives what comes through the channel. */
final class LoopMember {
  private final Crowd crowd;

  LoopMember(Crowd crowd) {
    this.crowd = crowd;
  }

  void run(Mailbox<Message> mailbox) throws Exception {
    for (long turn = 0; ; turn++) {
      if (turn % 3 == 0) {
        handle(mailbox, mailbox.receive());
      } else {
        var got = new Message[1];
        Select.create()
            .on(crowd.channel, crowd.elements::ended)
            .on(mailbox, message -> got[0] = message)
            .run(Duration.ofMinutes(1));
        if (got[0] != null) {
          handle(mailbox, got[0]);
        }
      }
    }
  }

  private void handle(Mailbox<Message> mailbox, Message message) {
    switch (message) {
      case Question(var reply) -> reply.send(1);
      case Trouble trouble -> Member.happens(crowd, trouble);
      case Tick _ -> {}
      case Work work -> {
        if (crowd.handles(work)) {
          work(mailbox, work);
        }
      }
    }
  }

  private void work(Mailbox<Message> mailbox, Work work) {
    var random = new SplittableRandom(work.seed());
    for (int n = random.nextInt(3); n > 0 && work.left() > 0; n--) {
      crowd.signal(crowd.any(random), new Work(work.left() - 1, random.nextLong()));
    }
    switch (random.nextInt(500)) {
      case 0, 1 -> throw new IllegalStateException("on purpose");
      case 2 -> mailbox.sleep(Duration.ofMillis(1));
      case 3, 4 -> {
        var answer = crowd.ask(random);
        try {
          mailbox.await(answer);
        } catch (AwaitException e) {
          // It ended, failed, or awaits this agent.
        }
      }
      case 5, 6, 7 -> {
        long element = random.nextLong();
        if (crowd.channel.trySend(element)) {
          crowd.elements.begun(element, "sent by a loop agent");
        }
      }
      default -> {}
    }
  }
}
