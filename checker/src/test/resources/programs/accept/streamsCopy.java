// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Item { String name; double price; List<String> tags = new ArrayList<>(); Item(String name, double price) { this.name = name; this.price = price; }
  static Item copyOf(Item i) { var c = new Item(i.name, i.price); c.tags.addAll(i.tags); return c; } }
record Catalog(@Iso List<Item> items, @Iso Map<String, Item> byName) implements Message {}
final class Store implements Behavior<Integer> {
  private final Map<String, Item> items = new HashMap<>(); private final AgentRef<Catalog> out; private final AgentRef<Item> each;
  Store(AgentRef<Catalog> out, AgentRef<Item> each) { this.out = out; this.each = each; }
  @Override public void receive(AgentContext<Integer> context, Integer n) {
    items.put("i" + n, new Item("i" + n, n));
    List<Item> cheap = items.values().stream().filter(i -> i.price < 10).sorted(Comparator.comparingDouble(i -> i.price)).map(Item::copyOf).collect(Collectors.toList());
    Map<String, Item> byName = items.values().stream().map(Item::copyOf).collect(Collectors.toMap(i -> i.name, Function.identity()));
    out.signal(new Catalog(cheap, byName));
    items.values().stream().map(Item::copyOf).forEach(each::signal);
    items.values().stream().map(Item::copyOf).peek(i -> i.price = 0).forEach(i -> IO.println(i.name));
    items.values().stream().max(Comparator.comparingDouble(i -> i.price)).map(Item::copyOf).ifPresent(each::signal);
    Item[] array = items.values().stream().map(Item::copyOf).toArray(Item[]::new);
    if (array.length > 0) each.signal(array[0]);
  }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<Catalog> o = rt.spawn("o", (c, k) -> k.items().clear()); AgentRef<Item> e = rt.spawn("e", (c, i) -> i.price++);
  AgentRef<Integer> s = rt.spawn(() -> new Store(o, e)); s.signal(1); } } }
