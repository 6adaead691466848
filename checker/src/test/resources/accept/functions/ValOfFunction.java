package accept.functions;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Message;
import io.leanagentic.capability.Val;
import java.util.Comparator;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import support.X;

/** {@code @Val} before a functional interface of others: lambdas over val, which may be called. */
class ValOfFunction {
  record Filter(@Val Predicate<String> test, AgentRef<Filter> next) implements Message {}

  @Val private final Function<String, Integer> length = String::length;
  @Val private static final Supplier<X> NEW = X::new;

  static @Val Consumer<String> into(ConcurrentLinkedQueue<String> seen) {
    return seen::add;
  }

  static void ask(Predicate<String> plain) {
    plain.test("b");
  }

  void t(AgentRef<Object> out, AgentRef<Filter> filters, @Val Supplier<String> text, int least) {
    @Val Predicate<String> test = s -> s.length() > least && !s.equals(text.get());
    filters.signal(new Filter(test, filters));
    filters.signal(new Filter(test.negate(), filters));
    ask(test);
    @Val Consumer<String> consumer = into(new ConcurrentLinkedQueue<>());
    consumer.accept(text.get());
    out.signal(consumer);
    out.signal(length.apply("a"));
    X x = NEW.get();
    x.mutate();
    out.signal(x);
    @Val Comparator<String> order = Comparator.naturalOrder();
    order.compare("a", "b");
  }

  void on(Filter filter) {
    if (filter instanceof Filter(Predicate<String> test, AgentRef<Filter> next)
        && test.test("a")
        && filter.test().test("b")) {
      next.signal(filter);
    }
  }
}
