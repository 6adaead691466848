package reject.once;

import io.leanagentic.capability.*;
import java.util.*;
import java.util.function.*;
import support.*;

class Locals {
  void t(X given) {
    X x = new X();
    class One {
      final X own = x;

      void go() {
        K.send(x); // expect: CAP104
        K.send(given); // expect: CAP104
        class Two {
          void deep() {
            K.send(x); // expect: CAP104
            K.send(own); // expect: CAP102
          }
        }
        new Two().deep();
        new Two().deep();
      }
    }
    while (K.flip()) {
      new One().go();
      Supplier<One> s = One::new;
      s.get().go();
    }
    K.send(new One()); // expect: CAP102
  }

  void record(@Val X val) {
    record Pair(X a, @Val X b) {
      Pair {
        K.send(a); // expect: CAP102
        b.mutate(); // expect: CAP203
      }
    }
    enum E {
      A;
      int n;
    }
    E.A.n++; // expect: CAP301
    new Pair(val, val); // expect: CAP204
    new Pair(new X(), new X()).b().mutate(); // expect: CAP202
  }
}
