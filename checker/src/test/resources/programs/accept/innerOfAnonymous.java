// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;

/** Inner classes of an anonymous behavior, made by their constructor's reference. */
final class Main {
  record Tick(int n) {}

  interface Maker<T> {
    T make();
  }

  static int use(Maker<?> maker) {
    return maker.make().hashCode();
  }

  static AgentRef<Tick> start(AgentRuntime runtime) {
    return runtime.spawn(() -> new Behavior<Tick>() {
      final class Inner {
        int count;

        int total() {
          return count + sum;
        }
      }

      private int sum;
      private final Supplier<Inner> make = Inner::new;
      private final Map<String, Inner> byName = new HashMap<>();

      @Override
      public void receive(AgentContext<Tick> context, Tick tick) {
        Supplier<Inner> local = Inner::new;
        byName.put("a", make.get());
        byName.put("b", local.get());
        Optional.<Inner>empty().orElseGet(Inner::new).count += tick.n();
        Function<Integer, Inner[]> many = Inner[]::new;
        List<Integer> totals = Stream.generate(Inner::new).limit(3).map(Inner::total).toList();
        sum += many.apply(2).length + totals.size() + use(Inner::new);
      }
    });
  }

  static void main() {
    try (var runtime = AgentRuntime.start()) {
      start(runtime).signal(new Tick(1)).orThrow();
    }
  }
}
