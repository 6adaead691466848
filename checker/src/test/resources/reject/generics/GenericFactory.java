package reject.generics;

import java.util.ArrayList;
import java.util.List;
import support.K;
import support.X;

/** A generic method may return its argument. */
class GenericFactory {
  static <T> List<T> one(T t) {
    List<T> list = new ArrayList<>();
    list.add(t);
    return list;
  }
  void t() {
    X x = new X();
    K.send(one(x));
    x.mutate(); // expect: CAP101
  }
}
