package reject.streams;

import io.leanagentic.capability.Val;
import java.util.List;

/** What is val stays val through the steps of a stream. */
class WrittenThroughSteps {
  record Row(@Val List<String> cells, int[] widths) {}

  void t(List<Row> rows) {
    rows.stream().map(Row::cells).forEach(cells -> cells.add("x")); // expect: CAP203
  }
}
