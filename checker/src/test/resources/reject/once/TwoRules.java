package reject.once;

import io.leanagentic.capability.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;
import java.time.*;
import support.*;

class TwoRules {
  @Val record M(X x) implements Message {} // expect: CAP202

  record Wraps(M m) implements Message {}

  @Val enum E implements Message {
    A;
    int n; // expect: CAP202
  }

  static class Base { int n; }

  @Val static final class Sub extends Base implements Rule { // expect: CAP202
    public int of(int i) { return n; }
  }

  @Val interface Rule { int of(int i); }

  @Val static final class Leaks {
    final int n;
    final Rule rule;
    Leaks(int n) {
      this.n = n;
      this.rule = i -> this.n; // expect: CAP206
    }
  }

  @Val static final class Leaks2 {
    final int n = 1;
    final Rule rule = new Rule() { public int of(int i) { return n; } }; // expect: CAP206
  }

  record G<T>(T t) implements Message {}

  @Iso X iso = new X(); // expect: CAP001

  static void each(List<X> xs, Consumer<X> f) { xs.forEach(f); }

  void t(@Box List<X> box, @Val List<X> val, X given, Slot<X> slot) {
    each(box, x -> K.send(x)); // expect: CAP104
    each(box, x -> x.mutate()); // expect: CAP203
    each(box, X::mutate); // expect: CAP203
    each(val, X::mutate); // expect: CAP203
    each(val, K::takeIso); // expect: CAP401
    each(box, K::send); // expect: CAP401
    box.forEach(K::takeIso); // expect: CAP401
    box.forEach(x -> K.takeIso(x)); // expect: CAP204
    val.forEach(x -> { K.takeRef(x); }); // expect: CAP204
    Consumer<X> f = x -> K.send(x); // expect: CAP104
    each(box, f); // expect: CAP204
    K.takeIso(iso); // expect: CAP102
    K.send(new G<X>(given)); // expect: CAP201
    new G<>(new X()); // expect: CAP201
    Optional<X> o = Optional.of(given);
    o.ifPresent(x -> K.send(x)); // expect: CAP104
    o.map(x -> { x.mutate(); return x; }).ifPresent(K::send); // expect: CAP401
    X got = Cap.recover(() -> { K.send(given); return given; }); // expect: CAP102, CAP102
    val.stream().map(x -> { x.mutate(); return x; }).forEach(x -> x.mutate()); // expect: CAP203, CAP203
    val.stream().peek(X::mutate).forEach(X::mutate); // expect: CAP203, CAP203
    List<X> view = Collections.synchronizedList(new ArrayList<>());
    view.forEach(x -> K.send(x)); // expect: CAP104
    for (X x : view) {
      K.send(x);
      break;
    }
    K.send(view); // expect: CAP101
    new Thread(() -> K.send(given)).start(); // expect: CAP104, CAP102
    Cap.consume(given.y); // expect: CAP103
    K.takeIso(Cap.consume(given)); // expect: CAP102
    slot.put(given); // expect: CAP101
    given.mutate();
  }

  Clock clock = new Clock() {
    int n; // expect: CAP202
    public ZoneId getZone() { return null; }
    public Clock withZone(ZoneId z) { return this; }
    public Instant instant() { n++; return null; }
  };
}
