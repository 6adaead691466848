// accept: synchronized collections, iterated over under their lock or as copies
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;

final class Main {
  static final List<String> LOG = Collections.synchronizedList(new ArrayList<>());

  private final List<String> names = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Integer> counts;

  Main() {
    counts = Collections.synchronizedMap(new HashMap<>());
  }

  static void main() {
    List<String> list = Collections.synchronizedList(new ArrayList<>());
    Set<String> set = Collections.synchronizedSet(new TreeSet<>());
    Map<String, Integer> map = Collections.synchronizedMap(new HashMap<>());
    Set<String> others = ConcurrentHashMap.newKeySet();
    List<String> written = new CopyOnWriteArrayList<>();
    Queue<String> queue = new ConcurrentLinkedQueue<>();
    try (var runtime = AgentRuntime.start()) {
      AgentRef<String> agent =
          runtime.spawn(
              "agent",
              (context, text) -> {
                list.add(text);
                set.add(text);
                map.merge(text, 1, Integer::sum);
                others.add(text);
                written.add(text);
                queue.add(text);
                LOG.add(text);
                fill(list, text);
                int n = 0;
                for (String each : others) {
                  n += each.length();
                }
                for (String each : written) {
                  n += each.length();
                }
                for (String each : queue) {
                  n += each.length();
                }
                synchronized (list) {
                  for (String each : list) {
                    n += each.length();
                  }
                  n += list.stream().mapToInt(String::length).sum();
                  IO.println(String.join(",", list) + new HashSet<>(list) + list.subList(0, 1));
                  var at = list.iterator();
                  while (at.hasNext()) {
                    n += at.next().length();
                  }
                  List<String> long_ = list.stream().filter(each -> each.length() > 3).toList();
                  IO.println(long_);
                }
                Set<String> keys = map.keySet();
                synchronized (map) {
                  for (String key : keys) {
                    n += key.length();
                  }
                  for (Map.Entry<String, Integer> entry : map.entrySet()) {
                    n += entry.getKey().length() + entry.getValue();
                  }
                }
                synchronized (LOG) {
                  n += (int) LOG.stream().count();
                }
                for (String each : new ArrayList<>(list)) {
                  n += each.length();
                }
                for (String each : List.copyOf(set)) {
                  n += each.length();
                }
                for (String key : new ArrayList<>(map.keySet())) {
                  n += key.length();
                }
                list.forEach(IO::println);
                map.forEach((key, value) -> IO.println(key + value));
                IO.println(list);
                IO.println(list.contains("a") + " " + list.get(0) + map.get("a") + list.size() + n);
                list.removeIf(String::isEmpty);
                list.sort(null);
                context.self().signal(list.getFirst());
              });
      agent.signal("a");
    }
    IO.println(List.copyOf(list));
  }

  static void fill(List<String> into, String text) {
    into.add(text);
    into.addAll(List.of(text, text));
  }

  int inFields() {
    names.add("a");
    synchronized (names) {
      int n = 0;
      for (String name : this.names) {
        n += name.length();
      }
      return n + names.size();
    }
  }

  int values() {
    synchronized (this.counts) {
      return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  static int alone() {
    var mine = Collections.synchronizedList(new ArrayList<StringBuilder>());
    mine.add(new StringBuilder());
    int n = 0;
    for (StringBuilder each : mine) {
      n += each.length();
    }
    return n;
  }
}
