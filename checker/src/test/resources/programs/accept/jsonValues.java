// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

sealed interface Json {
  record Str(String s) implements Json {} record Num(double n) implements Json {} record Bool(boolean b) implements Json {} enum Null implements Json { NULL }
  record Arr(@Val List<Json> items) implements Json { public Arr { items = List.copyOf(items); } }
  record Obj(@Val Map<String, Json> fields) implements Json { public Obj { fields = Map.copyOf(fields); } }
  static Json of(Object o) {
    return switch (o) {
      case null -> Null.NULL;
      case String s -> new Str(s);
      case Number n -> new Num(n.doubleValue());
      case Boolean b -> new Bool(b);
      case Collection<?> c -> { List<Json> items = new ArrayList<>(); for (Object each : c) items.add(of(each)); yield new Arr(items); }
      case Map<?, ?> m -> { Map<String, Json> fields = new HashMap<>(); for (var e : m.entrySet()) fields.put(String.valueOf(e.getKey()), of(e.getValue())); yield new Obj(fields); }
      default -> throw new IllegalArgumentException("no JSON: " + o.getClass());
    };
  }
  static Obj object(Object... pairs) { var fields = new LinkedHashMap<String, Json>(); for (int i = 0; i + 1 < pairs.length; i += 2) fields.put((String) pairs[i], of(pairs[i + 1])); return new Obj(fields); }
  default String text() { return switch (this) { case Str(var s) -> '"' + s + '"'; case Num(var n) -> "" + n; case Bool(var b) -> "" + b; case Null n -> "null"; case Arr(var items) -> items.stream().map(Json::text).collect(Collectors.joining(",", "[", "]")); case Obj(var f) -> f.entrySet().stream().map(e -> '"' + e.getKey() + "\":" + e.getValue().text()).collect(Collectors.joining(",", "{", "}")); }; }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<Json> a = rt.spawn("a", (c, j) -> IO.println(j.text())), b = rt.spawn("b", (c, j) -> IO.println(j.text().length()));
  Json j = Json.object("a", 1, "b", List.of("x", true));
  a.signal(j); b.signal(j); a.signal(Json.of(new ArrayList<>(List.of(1, 2)))); } } }
