package accept.arrays;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import support.K;

/** Copies of numbers share nothing. */
class CopyOfPrimitives {
  private final int[] mine = new int[8];
  private final List<String> names = new ArrayList<>();
  void t() {
    K.send(Arrays.copyOf(mine, 4));
    int[] copy = new int[8];
    System.arraycopy(mine, 0, copy, 0, 8);
    K.send(copy);
    K.send(names.toArray(new String[0]));
    K.send(mine.clone());
  }
}
