package reject.once;

import io.leanagentic.capability.*;
import java.util.*;
import java.util.function.*;
import support.*;

record Records(@Val X a, X b, List<X> c) {
  Records {
    a.mutate(); // expect: CAP203
    K.send(b); // expect: CAP102
    a = b; // expect: CAP202
    c.forEach(each -> K.send(each)); // expect: CAP104
  }

  Records(X b) {
    this(b, b, new ArrayList<>()); // expect: CAP202
  }

  record Inner(@Val List<X> xs) {
    Inner {
      if (xs == null) {
        xs = new ArrayList<>(); // expect: CAP202
      } else {
        xs.add(new X()); // expect: CAP203
      }
    }
  }

  record Sent(X x) implements Message { // expect: CAP201
    Sent {
      K.send(x); // expect: CAP102
    }
  }

  void t(Records other) {
    if (other instanceof Records(X p, X q, var r) && p.mutateAndGet() > 0) { // expect: CAP203
      p.mutate(); // expect: CAP203
      K.send(r); // expect: CAP102
    }
  }
}
