// reject: a test clock with a settable instant is shared by two agents and main as java.time.Clock
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class TestClock extends Clock {
  private Instant now = Instant.EPOCH; // expect: CAP202
  void advance(Duration d) { now = now.plus(d); }
  @Override public ZoneId getZone() { return ZoneOffset.UTC; } @Override public Clock withZone(ZoneId z) { return this; } @Override public Instant instant() { return now; }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  var clock = new TestClock();
  Clock seen = clock;
  AgentRef<String> a = rt.spawn("a", (c, s) -> IO.println(seen.instant())); a.signal("x");
  clock.advance(Duration.ofSeconds(1)); } } }
