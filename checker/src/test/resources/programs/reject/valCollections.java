// reject: what can be written is given as a val collection
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;
final class X { int n; int read() { return n; } }
final class Rows extends AbstractList<String> { private final List<String> in = new ArrayList<>(); @Override public String get(int i) { return in.get(i); } @Override public int size() { return in.size(); } @Override public boolean add(String s) { return in.add(s); } }
final class Sub extends ArrayList<String> {}
@Val final class Lies extends ArrayList<String> {} // expect: CAP202
@Val final class Counting extends AbstractList<String> { // expect: CAP202
  private int n; // expect: CAP202
  @Override public String get(int i) { n++; return ""; } @Override public int size() { return n; } }
record Wraps(List<String> in) implements Iterable<String> { @Override public Iterator<String> iterator() { return in.iterator(); } }
record Names(@Val List<String> names) implements Message {}
@Val interface Lines extends List<String> {} // expect: CAP202
final class Cell { @Val List<String> l; @Val List<String> get(List<String> in) { return in; } // expect: CAP202
  @Val List<String> mine = new ArrayList<>(); } // expect: CAP202
final class Main {
  static void take(@Val List<String> l) {}
  static void takeAny(@Val Iterable<String> l) {}
  static void takeMap(@Val Map<String, String> l) {}
  static <T> void takeT(@Val T t) {}
  static void ways(List<String> outer, String[] array, Cell cell, Sub sub, Rows rows, Map<String, String> map) {
    take(outer); // expect: CAP202
    take(sub); // expect: CAP202
    take(rows); // expect: CAP202
    take(new Rows()); // expect: CAP202
    take(new ArrayList<>()); // expect: CAP202
    take(Arrays.asList(array)); // expect: CAP202
    take(Arrays.asList("a", "b")); // expect: CAP202
    take(Collections.unmodifiableList(outer)); // expect: CAP202
    take(Collections.unmodifiableList(new ArrayList<>(outer))); // expect: CAP202
    take(outer.subList(0, 1)); // expect: CAP202
    take(outer.reversed()); // expect: CAP202
    take(Collections.synchronizedList(new ArrayList<>())); // expect: CAP304
    take(Collections.checkedList(outer, String.class)); // expect: CAP202
    take(new CopyOnWriteArrayList<>()); // expect: CAP202
    take(outer.stream().collect(Collectors.toList())); // expect: CAP202
    takeAny(map.keySet()); // expect: CAP202
    takeAny(map.values()); // expect: CAP202
    takeAny(new Wraps(outer)); // expect: CAP202
    takeMap(map); // expect: CAP202
    takeMap(new TreeMap<>(map).headMap("a")); // expect: CAP202
    takeT(outer); // expect: CAP202
    takeT(map.entrySet().iterator().next()); // expect: CAP202
    cell.l = outer; // expect: CAP202
    new Names(outer); // expect: CAP202
    @Val List<String> v = outer; // expect: CAP202
    @Val Object o = outer; // expect: CAP202
    List<@Val List<String>> all = new ArrayList<>(); all.add(outer); // expect: CAP202
    Supplier<@Val List<String>> made = () -> outer; // expect: CAP202
    take(outer.isEmpty() ? List.of() : outer); // expect: CAP202
    take(switch (outer.size()) { case 0 -> List.of(); default -> outer; }); // expect: CAP202
  }
  static void main() { } }
