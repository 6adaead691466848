package reject.aliasing;

import java.util.ArrayList;
import java.util.List;
import support.K;
import support.X;

/** What a builder built may still hang in the builder. */
class BuilderKeepsPart {
  static class Builder {
    private final List<X> parts = new ArrayList<>();
    Builder part(X x) { parts.add(x); return this; }
    List<X> build() { return parts; }
  }
  void t() {
    Builder builder = new Builder();
    List<X> built = builder.part(new X()).build();
    K.send(built);
    builder.part(new X()); // expect: CAP101
  }
}
