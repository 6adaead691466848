package reject.arrays;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import support.K;

/** Every element of the array is the same list. */
class FilledWithOneList {
  @SuppressWarnings("unchecked") void t() {
    List<String>[] all = new List[3];
    List<String> one = new ArrayList<>();
    Arrays.fill(all, one);
    K.send(all);
    one.add("x"); // expect: CAP101
  }
}
