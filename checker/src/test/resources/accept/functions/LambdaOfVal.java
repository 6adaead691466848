package accept.functions;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Cap;
import io.leanagentic.capability.Message;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.List;
import support.X;

/** A lambda may capture frozen objects, other val functions, agents and final val fields. */
class LambdaOfVal {
  @Val interface Rule {
    boolean holds(int value);

    default Rule and(Rule other) {
      return value -> holds(value) && other.holds(value);
    }

    static Rule above(int bound) {
      return value -> value > bound;
    }
  }

  record Check(Rule rule, AgentRef<String> report) implements Message {}

  private final int limit = 7;
  private final AgentRef<String> log;
  private final List<String> state = new ArrayList<>();

  LambdaOfVal(AgentRef<String> log) {
    this.log = log;
  }

  void t(AgentRef<Check> out, @Val List<Integer> allowed) {
    @Val X frozen = Cap.freeze(new X());
    Rule rule = value -> value < limit && allowed.contains(value) && frozen.read() < value;
    Rule both = rule.and(Rule.above(3)).and(value -> {
      log.signal("asked");
      return rule.holds(value);
    });
    out.signal(new Check(both, log));
    out.signal(new Check(limit > 3 ? both : value -> true, log));
    state.add("sent");
  }
}
