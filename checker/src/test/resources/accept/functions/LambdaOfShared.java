package accept.functions;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Val;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A lambda that captures what is safe to share, or nothing, is val. */
class LambdaOfShared {
  @Val interface Recorder {
    void record(String what);
  }

  void t(AgentRef<Recorder> out, ConcurrentLinkedQueue<String> seen) {
    var count = new AtomicInteger();
    var byName = new ConcurrentHashMap<String, Integer>();
    Recorder recorder = what -> {
      String line = what.strip();
      var words = new StringBuilder(line); // its own
      words.append('.');
      seen.add(words.toString());
      byName.merge(line, count.incrementAndGet(), Integer::sum);
    };
    out.signal(recorder);
    recorder.record("still usable");
    out.signal(seen::add);
    out.signal(String::length);
    out.signal(what -> {});
  }
}
