package reject.once;

import io.leanagentic.capability.*;
import java.util.*;
import java.util.function.*;
import support.*;

class Finallys {
  X field;

  X manyExits(X given) throws Exception {
    X x = new X();
    try {
      if (K.flip()) {
        return null;
      }
      if (K.flip()) {
        throw new IllegalStateException();
      }
      while (K.flip()) {
        if (K.flip()) {
          return null;
        }
        K.may();
      }
      K.send(x);
    } catch (IllegalStateException e) {
      K.send(given); // expect: CAP102
    } finally {
      try {
        x.mutate(); // expect: CAP101
      } finally {
        K.send(given); // expect: CAP102
        x.read(); // expect: CAP101
      }
    }
    return null;
  }

  int nested(@Val X val) throws Exception {
    for (;;) {
      try {
        try {
          K.may();
        } finally {
          val.mutate(); // expect: CAP203
        }
      } finally {
        Runnable r = () -> K.send(field); // expect: CAP102
        r.run();
        field = val; // expect: CAP204
      }
    }
  }

  void resources(@Val X val) throws Exception {
    try (AutoCloseable a = () -> val.mutate(); // expect: CAP203
        AutoCloseable b = () -> K.send(a)) {
      K.may();
    } finally {
      new Object() {
        void go() {
          val.mutate(); // expect: CAP203
        }
      }.go();
    }
  }
}
