package accept.lambdas;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Cap;
import io.leanagentic.capability.Tag;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import support.K;
import support.X;

/** What reads only final fields that cannot be written may be sent; the rest of `this` stays. */
class ReadsFinalFields {
  private final AgentRef<String> log;
  private final String name = "a".repeat(3);
  private final @Tag Object tag = new Object();
  private final @Val X frozen = Cap.freeze(new X());
  private final List<X> state = new ArrayList<>();
  private int count;

  ReadsFinalFields(AgentRef<String> log) {
    this.log = log;
  }

  void lambdas() {
    state.add(new X());
    count++;
    Runnable kept = () -> count += state.size();
    kept.run();
    Runnable sent = () -> log.signal(name);
    K.send(sent);
    kept.run();
    sent.run();
  }

  void identities() {
    state.add(new X());
    Supplier<Integer> sent = () -> tag == frozen ? 1 : frozen.read();
    K.send(sent);
    sent.get();
  }

  void nested(String text) {
    state.add(new X());
    Supplier<Function<String, Integer>> sent =
        () -> more -> {
          log.signal(text);
          return more == null ? 0 : name.length() + more.length();
        };
    K.send(sent);
    state.clear();
  }
}
