package support;
import io.leanagentic.capability.*;
import io.leanagentic.capability.sanitizer.CapabilitySanitizer;
import java.util.*;
/** What the cases call, with the run-time sanitizer behind it. */
@CapUnchecked("stands in for the runtime")
public final class K {
  public static final List<Object> SENT = Collections.synchronizedList(new ArrayList<>());
  public static boolean throwing;
  public static int flips;
  public static void takeIso(@Iso X x) { CapabilitySanitizer.isolated(x); send(x); }
  public static void takeVal(@Val X x) { CapabilitySanitizer.frozen(x); }
  public static void takeRef(X x) { x.mutate(); }
  public static void takeBox(@Box X x) { x.read(); }
  public static void takeTag(@Tag Object o) {}
  public static void send(@Sending Object o) { CapabilitySanitizer.checkType(o); CapabilitySanitizer.leaves(o, "another agent"); SENT.add(o); }
  public static void take(String word, Object o) { if (word.equals("@Val")) CapabilitySanitizer.frozen(o); else send(o); }
  @Iso public static X pass(@Iso X x) { return x; }
  @Iso public static X passThrows(@Iso X x) throws Exception { send(x); if (throwing) throw new Exception(); return new X(); }
  public static void may() throws Exception { if (throwing) throw new Exception(); }
  public static boolean flip() { return flips++ % 3 < 2; }
}
