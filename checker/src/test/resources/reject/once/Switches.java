package reject.once;

import io.leanagentic.capability.*;
import java.util.*;
import java.util.function.*;
import support.*;

class Switches {
  sealed interface S permits A, B {}

  record A(X x) implements S {}

  record B(X x, S rest) implements S {}

  X choose(int i, X given, @Val X val) {
    X x = new X();
    K.takeIso(switch (i) { // expect: CAP102
      case 0 -> given;
      default -> new X();
    });
    return switch (i) {
      case 2 -> {
        K.send(x);
        yield x; // expect: CAP101
      }
      default -> {
        try {
          yield x;
        } finally {
          val.mutate(); // expect: CAP203
        }
      }
    };
  }

  X mixed(int i, @Val X val, @Box X box) {
    return switch (i) { // expect: CAP204
      case 1 -> val;
      case 2 -> box;
      default -> new X();
    };
  }

  void patterns(@Box S s) {
    switch (s) {
      case A(X x) when x.mutateAndGet() > 3 -> x.mutate(); // expect: CAP203, CAP203
      case A(X x) -> K.send(x); // expect: CAP204
      case B(X x, A(X y)) -> y.mutate(); // expect: CAP203
      case B b -> b.x().mutate(); // expect: CAP203
    }
  }

  void fallThrough(int i) {
    X x = new X();
    switch (i) {
      case 0:
        K.send(x);
      case 1:
        x.mutate(); // expect: CAP101
      case 2:
      default:
        x.read();
    }
  }
}
