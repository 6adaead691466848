package accept.functions;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Val;
import java.util.function.Supplier;

/** Inner and local classes whose surroundings are val themselves. */
class InnerOfVal {
  @Val interface Name {
    String get();
  }

  record Home(String street) {
    void t(AgentRef<Name> out) {
      out.signal(() -> street);
      out.signal(this::street);
      out.signal(new Name() {
        @Override public String get() {
          return street();
        }
      });
    }
  }

  @Val static final class Outer {
    final String text = "a";

    class Part {
      String read() { return text; }
    }

    void t(AgentRef<Object> out, String suffix) {
      Name name = new Name() {
        @Override public String get() {
          Supplier<Part> parts = Part::new;
          return parts.get().read();
        }
      };
      out.signal(name);
      @Val final class Local implements Name {
        @Override public String get() { return text + suffix; }
      }
      out.signal(new Local());
      Supplier<Local> locals = Local::new;
      out.signal(locals);
    }
  }
}
