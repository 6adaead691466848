// reject: both agents count in the static int[] of a class that stands before its user
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Stats {
  static final int[] COUNTS = new int[4];
  private static int clamp(int n) { return Math.min(n, 3); }
  static int slot(String s) { return clamp(s.length()); }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  for (int i = 0; i < 2; i++) { AgentRef<String> a = rt.spawn("a" + i, (c, s) -> { for (int k = 0; k < 3000000; k++) Stats.COUNTS[Stats.slot(s)]++; }); a.signal("x"); } } // expect: CAP301
  IO.println("want 6000000 got " + Stats.COUNTS[1]); } }
