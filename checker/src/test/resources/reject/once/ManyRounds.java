package reject.once;

import io.leanagentic.capability.*;
import java.util.*;
import java.util.function.*;
import support.*;

class ManyRounds {
  void grow(List<X> out) {
    X a = new X();
    X b = new X();
    X c = new X();
    while (K.flip()) {
      for (int i = 0; i < 3; i++) {
        do {
          K.send(c);
          c = b; // expect: CAP101
          b = a; // expect: CAP101
        } while (K.flip());
      }
    }
  }

  void lambdaInside(List<X> xs) {
    X x = new X();
    for (X each : xs) {
      Runnable r = () -> K.send(each); // expect: CAP104
      r.run();
      for (;;) {
        if (K.flip()) {
          break;
        }
        if (K.flip()) {
          continue;
        }
        K.send(x); // expect: CAP101
      }
    }
  }

  void capturedLater() {
    X x = new X();
    Runnable r = null;
    while (K.flip()) {
      r = () -> x.mutate(); // expect: CAP101
      K.send(x);
    }
  }

  void labelled() {
    X x = new X();
    out:
    while (K.flip()) {
      while (K.flip()) {
        x.mutate(); // expect: CAP101
        if (K.flip()) {
          K.send(x);
          continue out;
        }
        if (K.flip()) {
          K.send(x);
          break out;
        }
      }
    }
  }
}
