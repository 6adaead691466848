// reject: views of synchronized collections are iterated over without the lock of what they show
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;

final class Main {
  static final List<String> LOG = Collections.synchronizedList(new ArrayList<>());

  private final List<String> names = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Integer> counts;
  private List<String> moved = List.of();
  private final List<List<String>> all = new ArrayList<>();

  Main() {
    counts = Collections.synchronizedMap(new HashMap<>());
  }

  static void main() {
    Set<String> set = Collections.synchronizedSet(new HashSet<>());
    var list = Collections.synchronizedList(new LinkedList<String>());
    Map<String, Integer> map = Collections.synchronizedMap(new TreeMap<>());
    Collection<Integer> numbers = Collections.synchronizedCollection(new ArrayList<>());
    try (var runtime = AgentRuntime.start()) {
      AgentRef<String> writer =
          runtime.spawn(
              "writer",
              (context, text) -> {
                set.add(text);
                list.add(text);
                map.merge(text, 1, Integer::sum);
                numbers.add(text.length());
                LOG.add(text);
              });
      writer.signal("a");
      AgentRef<String> reader =
          runtime.spawn(
              "reader",
              (context, text) -> {
                IO.println(set.stream().count()); // expect: CAP304
                list.iterator().forEachRemaining(IO::println); // expect: CAP304
                var at = list.listIterator(); // expect: CAP304
                IO.println(numbers.parallelStream().count()); // expect: CAP304
                Spliterator<String> parts = set.spliterator(); // expect: CAP304
                for (String key : map.keySet()) { // expect: CAP304
                  IO.println(key);
                }
                Collection<Integer> values = map.values();
                for (int value : values) { // expect: CAP304
                  IO.println(value);
                }
                for (var entry : map.entrySet()) { // expect: CAP304
                  IO.println(entry.getKey());
                }
                IO.println(list.subList(0, 1).stream().count()); // expect: CAP304
                for (String last : list.reversed()) { // expect: CAP304
                  IO.println(last);
                }
                for (String line : LOG) { // expect: CAP304
                  IO.println(line);
                }
                IO.println(String.join(",", list)); // expect: CAP304
                IO.println(Collections.max(numbers)); // expect: CAP304
                IO.println(new HashSet<>(list).size()); // expect: CAP304
                IO.println(new HashMap<>(map).size()); // expect: CAP304
                IO.println(Set.copyOf(list)); // expect: CAP304
                IO.println(Map.copyOf(map)); // expect: CAP304
                IO.println(new ArrayList<>(map.entrySet()).size()); // expect: CAP304
                IO.println(List.of("a").equals(list)); // expect: CAP304
                var mine = new HashSet<String>();
                mine.addAll(list); // expect: CAP304
                mine.containsAll(list); // expect: CAP304
                IO.println(Collections.frequency(list, "a")); // expect: CAP304
              });
      reader.signal("a");
      AgentRef<String> confused =
          runtime.spawn(
              "confused",
              (context, text) -> {
                synchronized (set) {
                  for (String each : list) { // expect: CAP304
                    IO.println(each);
                  }
                }
                Iterator<String> kept;
                synchronized (list) {
                  kept = list.iterator();
                }
                while (kept.hasNext()) { // expect: CAP304
                  IO.println(kept.next()); // expect: CAP304
                }
                synchronized (map.keySet()) {
                  map.keySet().forEach(IO::println);
                }
                var keys = map.keySet();
                List<String> changing = list;
                synchronized (changing) {
                  changing = LOG;
                  for (String each : changing) { // expect: CAP304
                    IO.println(each);
                  }
                }
                synchronized (text) {
                  for (String each : keys) { // expect: CAP304
                    IO.println(each);
                  }
                }
                var live = new ArrayList<Map.Entry<String, Integer>>();
                synchronized (map) {
                  for (var entry : map.entrySet()) {
                    live.add(entry); // expect: CAP304
                  }
                }
                synchronized (list) {
                  Runnable later = () -> list.stream().count(); // expect: CAP304
                  later.run();
                }
              });
      confused.signal("a");
      AgentRef<List<String>> taker = runtime.spawn("taker", (context, given) -> given.size());
      taker.signal(list); // expect: CAP304
      taker.signal(Collections.unmodifiableList(list)); // expect: CAP304
      taker.signal(Objects.requireNonNull(list)); // expect: CAP304
      Supplier<Iterator<String>> walks = list::iterator; // expect: CAP304
      Supplier<List<String>> gives = () -> list; // expect: CAP304
      IO.println(total(list)); // expect: CAP304
      IO.println(total(true ? list : LOG)); // expect: CAP304
      var either = map.isEmpty() ? list : LOG;
      synchronized (list) {
        IO.println(either.stream().count()); // expect: CAP304
      }
      List<List<String>> both = List.of(list, LOG); // expect: CAP304, CAP304
      @SuppressWarnings("unchecked")
      List<String>[] array = new List[] {list}; // expect: CAP304
      IO.println(new Holder(list)); // expect: CAP304
      IO.println(new Keeper(list)); // expect: CAP304
    }
  }

  static int total(List<String> list) {
    int total = 0;
    for (String each : list) {
      total += each.length();
    }
    return total;
  }

  void inFields() {
    for (String name : names) { // expect: CAP304
      IO.println(name);
    }
    IO.println(this.counts.values().stream().count()); // expect: CAP304
    moved = names; // expect: CAP304
    all.add(names); // expect: CAP304
  }

  List<String> given() {
    return names; // expect: CAP304
  }

  record Holder(List<String> names) {}

  static final class Keeper {
    private final List<String> names;

    Keeper(List<String> names) {
      this.names = names;
    }
  }
}
