// reject: all reviewers get the same Proposal object through the ask function
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Proposal { int votes; }
record Review(Proposal proposal, Reply<Boolean> reply) {}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  var members = new ArrayList<AgentRef<Review>>();
  for (int i = 0; i < 3; i++) members.add(rt.spawn("m" + i, (c, r) -> { r.proposal().votes++; r.reply().send(true); }));
  var proposal = new Proposal();
  Quorum.of(rt, members).<Boolean>ask(vote -> new Review(proposal, vote), QuorumRule.majority(y -> y), Duration.ofSeconds(5)).join(); // expect: CAP202
} } }
