// reject: the same farewell list goes to every straggler
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  var members = new ArrayList<AgentRef<Object>>();
  for (int i = 0; i < 3; i++) members.add(rt.spawn("m" + i, (c, r) -> { if (r instanceof List<?> l) l.clear(); }));
  List<String> bye = new ArrayList<>();
  var q = Quorum.of(rt, members).withFarewell(bye); // expect: CAP202
  q.<Boolean>ask(vote -> vote, QuorumRule.majority(y -> y), Duration.ofMillis(50)).join();
} } }
