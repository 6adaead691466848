package accept.inheritance;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Message;
import java.util.Locale;
import java.util.Optional;

/** A sealed hierarchy of immutable records needs no word. */
class SealedHierarchy {
  sealed interface Expr extends Message {}
  record Num(long value) implements Expr {}
  record Sum(Expr left, Expr right) implements Expr {}
  record Neg(Expr inner) implements Expr {}
  record Wrap(Optional<Expr> inner, Locale locale) implements Expr {}
  void t(AgentRef<Expr> out) {
    Expr e = new Sum(new Num(1), new Neg(new Num(2)));
    out.signal(e);
    out.signal(e);
    System.out.println(e);
  }
}
