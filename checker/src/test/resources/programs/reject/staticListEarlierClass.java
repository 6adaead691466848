// reject: both agents add to Reg.LIST, the static ArrayList of a class that stands before its user
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Reg {
  static final List<String> LIST = new ArrayList<>();
  static String hello() { return log("x"); }
  static String log(String s) { return s; }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  for (int i = 0; i < 2; i++) { AgentRef<String> a = rt.spawn("a" + i, (c, s) -> { for (int k = 0; k < 100000; k++) Reg.LIST.add(s); }); a.signal("x"); } } // expect: CAP301
  IO.println("want 200000 got " + Reg.LIST.size()); } }
