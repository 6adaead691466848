package reject.aliasing;

import java.util.Arrays;
import java.util.List;
import support.K;
import support.X;

/** Arrays.asList writes through to the array. */
class ArrayAsList {
  void t() {
    X[] array = {new X()};
    List<X> list = Arrays.asList(array);
    K.send(list);
    array[0].mutate(); // expect: CAP101
  }
}
