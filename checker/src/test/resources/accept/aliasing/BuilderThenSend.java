package accept.aliasing;

import java.util.ArrayList;
import java.util.List;
import support.K;
import support.X;

/** A builder that is not used again may go with what it built. */
class BuilderThenSend {
  static class Builder {
    private final List<X> parts = new ArrayList<>();
    Builder part(X x) { parts.add(x); return this; }
    List<X> build() { return parts; }
  }
  void t() {
    K.send(new Builder().part(new X()).part(new X(1)).build());
  }
}
