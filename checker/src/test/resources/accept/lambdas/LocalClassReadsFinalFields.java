package accept.lambdas;

import io.leanagentic.AgentRef;
import java.util.ArrayList;
import java.util.List;
import support.K;
import support.X;

/** An anonymous or a local class may read what a lambda may. */
class LocalClassReadsFinalFields {
  private final AgentRef<String> log;
  private final List<X> state = new ArrayList<>();

  LocalClassReadsFinalFields(AgentRef<String> log) {
    this.log = log;
  }

  void anonymous() {
    state.add(new X());
    K.send(new Runnable() {
      @Override
      public void run() {
        log.signal("run");
      }
    });
    state.clear();
  }

  void local() {
    class Task implements Runnable {
      @Override
      public void run() {
        Runnable later = () -> log.signal("run");
        later.run();
      }
    }
    state.add(new X());
    K.send(new Task());
    state.clear();
  }
}
