package accept.readonly;

import io.leanagentic.capability.Box;
import io.leanagentic.capability.ReadOnly;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import support.K;
import support.X;

/** Everything that only reads. */
class ReadingVal {
  static final class Row {
    private final List<String> cells = new ArrayList<>();
    private int width;
    @ReadOnly int size() { return cells.size() + helper(); }
    private int helper() { return width; }
    @ReadOnly String first() { return cells.get(0); }
  }
  static void print(@Box Row row) {
    System.out.println(row.size() + row.first());
  }
  int t(@Val Row row, @Val List<X> xs, @Box Map<String, X> map) {
    print(row);
    int sum = row.size();
    for (X x : xs) {
      sum += x.read() + x.y.v;
      K.takeVal(x);
    }
    for (Map.Entry<String, X> entry : map.entrySet()) {
      sum += entry.getKey().length() + entry.getValue().read();
    }
    sum += xs.stream().mapToInt(X::read).sum() + map.size();
    Iterator<X> it = xs.iterator();
    while (it.hasNext()) {
      K.takeVal(it.next());
    }
    return sum;
  }
}
