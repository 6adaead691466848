package reject.once;

import io.leanagentic.capability.*;
import java.util.*;
import java.util.function.*;
import support.*;

class NestedLambdas {
  void t(List<X> xs) {
    X x = new X();
    Runnable outer = () -> {
      Runnable middle = () -> {
        Runnable inner = () -> K.send(x); // expect: CAP104
        inner.run();
      };
      middle.run();
    };
    outer.run();
    xs.forEach(a -> xs.forEach(b -> xs.forEach(c -> K.send(c)))); // expect: CAP104
    Supplier<Supplier<X>> deep = () -> () -> {
      K.takeIso(x); // expect: CAP104
      return x;
    };
    deep.get().get();
  }

  void box(@Box List<X> xs) {
    xs.forEach(a -> xs.forEach(b -> b.mutate())); // expect: CAP203
    xs.forEach(a -> { Runnable r = () -> a.mutate(); r.run(); }); // expect: CAP203
  }
}
