// accept: functions that read are handed elements of what is val
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;

final class Main {
  static final class Pos {
    int x;

    @ReadOnly int x() {
      return x;
    }
  }

  static <T> int count(Collection<? extends T> list, Predicate<? super T> test) {
    int n = 0;
    for (T each : list) {
      if (test.test(each)) {
        n++;
      }
    }
    return n;
  }

  static <T> boolean any(List<T> list, Predicate<T> test) {
    return list.stream().anyMatch(test);
  }

  static <T> int both(List<T> list, Predicate<T> test) {
    return any(list, test) ? count(list, test.negate()) : count(list, test);
  }

  static <T> long sum(Iterable<T> list, ToIntFunction<T> value) {
    long sum = 0;
    for (T each : list) {
      sum += value.applyAsInt(each);
    }
    return sum;
  }

  void t(@Val List<Pos> val, @Box List<Pos> box, @Val List<String> names, Predicate<String> known) {
    Predicate<Pos> positive = pos -> pos.x > 0;
    IO.println(val.stream().filter(positive).count());
    IO.println(val.stream().filter(positive.negate().and(pos -> pos.x < 9)).count());
    IO.println(box.stream().filter(Predicate.not(positive)).count());
    IO.println(names.stream().filter(known).count());
    IO.println(count(val, positive) + count(box, pos -> pos.x > 2) + both(val, pos -> pos.x() == 1));
    IO.println(sum(val, Pos::x) + sum(box, pos -> pos.x));
    IO.println(count(names, String::isEmpty) + count(names, name -> name.length() > 2));
    ToIntFunction<Pos> value = Pos::x;
    IO.println(val.stream().mapToInt(value).sum());
    IO.println(val.stream().map(Function.identity()).count());
  }

  static void main() {}
}
