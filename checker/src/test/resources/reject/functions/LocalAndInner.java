package reject.functions;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What a local or inner class takes along counts, also when a lambda makes it. */
class LocalAndInner {
  @Val interface Recorder {
    void record(String what);
  }

  private final List<String> seen = new ArrayList<>();

  @Val final class Inner implements Recorder {
    @Override public void record(String what) {
      seen.add(what); // expect: CAP202
    }
  }

  void local(AgentRef<Recorder> out, StringBuilder text) {
    @Val final class Local implements Recorder {
      @Override public void record(String what) {
        text.append(what); // expect: CAP202
      }
    }
    out.signal(new Local());
    text.append("a");
  }

  void made(AgentRef<Runnable> out, StringBuilder text) {
    class Appender {
      void run() { text.append("x"); }
    }
    Runnable task = () -> new Appender().run();
    out.signal(task); // expect: CAP102
    Supplier<Appender> appenders = Appender::new;
    out.signal(() -> appenders.get().run()); // expect: CAP102
    text.append("a");
  }
}
