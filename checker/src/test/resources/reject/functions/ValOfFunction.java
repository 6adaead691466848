package reject.functions;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Cap;
import io.leanagentic.capability.Message;
import io.leanagentic.capability.Val;
import java.util.function.Function;
import java.util.function.Supplier;
import support.X;

/** A frozen object is val, but calling it as a function may write it. */
class ValOfFunction {
  record Source(@Val Supplier<String> text) implements Message {}

  static final class Counting implements Supplier<String> {
    private int count;

    @Override public String get() {
      return "a" + count++;
    }
  }

  interface Handler<M> {
    void on(@Val M message);
  }

  static final class Calling implements Handler<Supplier<String>> {
    @Override public void on(@Val Supplier<String> message) { // expect: CAP401
      message.get();
    }
  }

  void t(AgentRef<Source> out, Supplier<String> given) {
    Supplier<String> counting = Cap.freeze(new Counting());
    out.signal(new Source(counting)); // expect: CAP202
    out.signal(new Source(given)); // expect: CAP202
    var lines = new StringBuilder();
    out.signal(new Source(() -> lines.append("x").toString())); // expect: CAP202
    @Val Function<X, X> keep = x -> { // expect: CAP202
      lines.append(x.read());
      return x;
    };
    counting.get(); // expect: CAP203
    lines.append("y");
  }
}
