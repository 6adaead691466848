package accept.aliasing;

import java.util.ArrayList;
import java.util.List;
import support.K;

/** A private class without subclasses is looked into: build() copies. */
class PrivateBuilder {
  private static class Builder {
    private final List<String> parts = new ArrayList<>();

    Builder add(String part) {
      parts.add(part);
      return this;
    }

    List<String> build() {
      return List.copyOf(parts);
    }
  }

  void t() {
    Builder builder = new Builder();
    List<String> one = builder.add("a").build();
    K.send(one);
    K.send(one);
    K.send(builder.add("b").build());
  }
}
