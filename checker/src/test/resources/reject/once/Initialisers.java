package reject.once;

import io.leanagentic.capability.*;
import java.util.*;
import java.util.function.*;
import support.*;

class Initialisers {
  static final X SHARED = new X();
  static X open;

  @Val X val = new X(SHARED.y); // expect: CAP301
  X ref = open; // expect: CAP301
  final X copy = borrowed(); // expect: CAP204
  final Runnable run = () -> K.send(this.ref); // expect: CAP102
  final List<X> list = new ArrayList<>(List.of(Initialisers.open)); // expect: CAP301

  {
    K.send(ref); // expect: CAP102
    X x = new X();
    K.send(x);
    x.mutate(); // expect: CAP101
  }

  Initialisers() {
    ref = borrowed(); // expect: CAP204
  }

  Initialisers(int i) {}

  Initialisers(String s) {
    this(1);
    Initialisers other = new Initialisers();
    K.send(other.ref);
  }

  Initialisers(X given) {
    K.send(given); // expect: CAP102
  }

  static @Box X borrowed() {
    return new X();
  }
}
