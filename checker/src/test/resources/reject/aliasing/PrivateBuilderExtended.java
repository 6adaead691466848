package reject.aliasing;

import java.util.ArrayList;
import java.util.List;
import support.K;

/** With a subclass, nobody knows what build() gives. */
class PrivateBuilderExtended {
  private static class Builder {
    protected final List<String> parts = new ArrayList<>();

    List<String> build() {
      return List.copyOf(parts);
    }
  }

  void t() {
    Builder builder = new Builder() {
      @Override List<String> build() {
        return parts;
      }
    };
    K.send(builder.build());
    builder.parts.add("b"); // expect: CAP101
  }
}
