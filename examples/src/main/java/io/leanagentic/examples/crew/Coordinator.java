package io.leanagentic.examples.crew;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.capability.Val;
import io.leanagentic.orchestration.Quorum;
import io.leanagentic.orchestration.QuorumRule;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives topics to workers while the tokens last, a few at a time, and drafts to a quorum of
 * reviewers.
 */
final class Coordinator implements Behavior<Coordinator.Job> {
  /** Ends with what became of each topic. */
  record Job(@Val List<String> topics, int tokens, Reply<Report> reply) {}

  record Report(@Val Map<String, String> outcomes, int tokensUsed) {}

  private static final Duration DRAFT = Duration.ofSeconds(5);
  private static final Duration REVIEW = Duration.ofSeconds(3);

  private final @Val List<AgentRef<Worker.Draft>> workers;
  private final Quorum<Reviewer.Review> reviewers;
  private final ArrayDeque<String> open = new ArrayDeque<>();
  private final Map<String, String> outcomes = new TreeMap<>();
  private int topics;
  private int tokensLeft;

  Coordinator(@Val List<AgentRef<Worker.Draft>> workers, Quorum<Reviewer.Review> reviewers) {
    this.workers = workers;
    this.reviewers = reviewers;
  }

  @Override
  public void receive(AgentContext<Job> context, Job job) {
    open.addAll(job.topics());
    topics = job.topics().size();
    tokensLeft = job.tokens();
    workers.forEach(worker -> next(context, job, worker));
  }

  private void next(AgentContext<Job> context, Job job, AgentRef<Worker.Draft> worker) {
    String topic = open.poll();
    if (topic == null) {
      return;
    }
    if (tokensLeft <= 0) {
      done(context, job, worker, topic, "no tokens left");
      return;
    }
    context.onAnswer(
        worker.<Model.Answer>ask(reply -> new Worker.Draft(topic, DRAFT, reply), DRAFT),
        draft -> {
          tokensLeft -= draft.tokens();
          review(context, job, worker, topic, draft.text());
        },
        failure -> done(context, job, worker, topic, "not written: " + failure.getMessage()));
  }

  private void review(
      AgentContext<Job> context,
      Job job,
      AgentRef<Worker.Draft> worker,
      String topic,
      String text) {
    context.onAnswer(
        reviewers.<Boolean>ask(
            reply -> new Reviewer.Review(text, REVIEW, reply),
            QuorumRule.majority(ok -> ok),
            REVIEW),
        votes -> done(context, job, worker, topic, votes.isReached() ? "accepted" : "rejected"));
  }

  private void done(
      AgentContext<Job> context,
      Job job,
      AgentRef<Worker.Draft> worker,
      String topic,
      String outcome) {
    outcomes.put(topic, outcome);
    if (outcomes.size() == topics) {
      job.reply().send(new Report(Map.copyOf(outcomes), job.tokens() - tokensLeft));
    } else {
      next(context, job, worker);
    }
  }
}
