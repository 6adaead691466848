// reject: functions that write are handed elements of what is val, by helpers and by name
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;

final class Main {
  static final class Pos {
    int x;
  }

  private final Consumer<Pos> writes = pos -> pos.x++;

  static <T> int count(List<T> list, Predicate<T> test) {
    return (int) list.stream().filter(test).count();
  }

  static <T> void each(Iterable<T> list, Consumer<? super T> action) {
    list.forEach(action);
  }

  static <T> void loop(Collection<? extends T> list, Consumer<? super T> action) {
    for (T each : list) {
      action.accept(each);
    }
  }

  static <T> void inner(List<T> list, Consumer<T> action) {
    list.forEach(each -> action.accept(each));
  }

  static <T> void outer(List<T> list, Consumer<T> action) {
    loop(list, action);
  }

  static <T> void swapping(List<T> list, Consumer<T> one, Consumer<T> two, int n) {
    for (T each : list) {
      one.accept(each);
    }
    if (n > 0) {
      swapping(list, two, one, n - 1);
    }
  }

  static <T> void keeping(List<T> list, Consumer<T> action, List<T> into) {
    action.accept(list.getFirst());
    into.add(list.getFirst());
  }

  static <T> void changing(List<T> list, Consumer<T> action) {
    action = action.andThen(action);
    list.forEach(action);
  }

  static Consumer<Pos> writer() {
    return pos -> pos.x++;
  }

  void t(@Val List<Pos> val, @Box List<Pos> box, Consumer<Pos> unknown) {
    Predicate<Pos> sets = pos -> {
      pos.x = 1;
      return true;
    };
    IO.println(val.stream().filter(sets).count()); // expect: CAP204
    IO.println(val.stream().filter(sets.negate()).count()); // expect: CAP204
    val.forEach(writes); // expect: CAP204
    val.forEach(unknown); // expect: CAP204
    val.forEach(writer()); // expect: CAP204
    box.forEach(unknown); // expect: CAP204
    count(val, pos -> pos.x++ > 0); // expect: CAP203
    each(val, pos -> pos.x++); // expect: CAP203
    loop(val, pos -> pos.x++); // expect: CAP203
    loop(box, pos -> pos.x++); // expect: CAP203
    inner(val, pos -> pos.x++); // expect: CAP203
    outer(val, pos -> pos.x++); // expect: CAP203
    swapping(val, pos -> {}, pos -> pos.x++, 1); // expect: CAP203
    loop(val, writes); // expect: CAP204
    keeping(val, pos -> {}, new ArrayList<>()); // expect: CAP204
    changing(val, pos -> {}); // expect: CAP204
  }

  static void main() {}
}
