package io.leanagentic.examples.guide;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentLoop;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.AwaitException;
import io.leanagentic.Behavior;
import io.leanagentic.Channel;
import io.leanagentic.Mailbox;
import io.leanagentic.Reply;
import io.leanagentic.Select;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Loop agents that wait for answers, for time, and for whichever comes first. */
final class Retrying {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Retrying() {}

  record Prompt(String text, Reply<String> reply) {}

  record Job(String text, Reply<String> report) {}

  // region worker
  /** Asks a model, sleeps when it is busy, asks again, and reports. */
  record Worker(AgentRef<Prompt> model) implements AgentLoop<Job> {
    @Override
    public void run(Mailbox<Job> mailbox) {
      while (true) {
        Job job = mailbox.receive();
        job.report().send(answer(mailbox, job));
      }
    }

    private String answer(Mailbox<Job> mailbox, Job job) {
      for (int tries = 1; tries <= 5; tries++) {
        Await<String> answer = model.ask(reply -> new Prompt(job.text(), reply), PATIENCE);
        try {
          return mailbox.await(answer) + " after " + tries + " tries";
        } catch (AwaitException busy) {
          mailbox.sleep(Duration.ofMillis(10L << tries)); // by the runtime's clock
        }
      }
      return "gave up";
    }
  }

  // endregion

  /** A model that is busy at first. */
  static final class Busy implements Behavior<Prompt> {
    private int asked;

    @Override
    public void receive(AgentContext<Prompt> context, Prompt prompt) {
      asked++;
      if (asked < 3) {
        prompt.reply().fail(new IllegalStateException("too many requests"));
      } else {
        prompt.reply().send("a poem");
      }
    }
  }

  static String work() {
    try (var runtime = AgentRuntime.start()) {
      AgentRef<Prompt> model = runtime.spawn("model", Busy::new);
      AgentRef<Job> worker = runtime.spawn("worker", new Worker(model));
      Await<String> report = worker.ask(reply -> new Job("write a poem", reply), PATIENCE);
      return report.join();
    }
  }

  static List<String> first() {
    try (var runtime = AgentRuntime.start()) {
      Channel<String> news = runtime.channel(10);
      Await<String> answer = Await.of("yes");
      AgentRef<Reply<List<String>>> loop =
          runtime.spawn(mailbox -> {
            var seen = new ArrayList<String>();
            Reply<List<String>> question = mailbox.receive();
            // region select
            boolean taken =
                Select.create()
                    .on(mailbox, message -> seen.add("another question"))
                    .on(answer, text -> seen.add("the answer: " + text))
                    .on(news, element -> seen.add("news: " + element))
                    .run(Duration.ofSeconds(5)); // false if nothing came
            // endregion
            question.send(taken ? List.copyOf(seen) : List.of());
          });
      Await<List<String>> seen = loop.ask(reply -> reply, PATIENCE);
      return seen.join();
    }
  }
}
