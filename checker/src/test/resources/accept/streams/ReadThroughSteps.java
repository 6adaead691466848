package accept.streams;

import io.leanagentic.capability.Val;
import java.util.List;
import support.K;
import support.X;

/** What is read of val through the steps of a stream stays val. */
class ReadThroughSteps {
  record Row(@Val List<String> cells, int[] widths) {}

  void t(@Val List<X> xs, List<Row> rows) {
    K.send(xs.stream().map(x -> x.y).mapToInt(y -> y.read()).sum());
    rows.stream().map(row -> row.cells()).forEach(cells -> K.send(cells));
    K.send(rows.stream().map(Row::cells).findFirst().get());
  }
}
