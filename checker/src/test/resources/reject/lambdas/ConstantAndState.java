package reject.lambdas;

import java.util.ArrayList;
import java.util.List;
import support.K;

/** A final constant is no capture, a mutable field is. */
class ConstantAndState {
  private final String name = "a";
  private final List<String> seen = new ArrayList<>();
  void t() {
    Runnable quiet = () -> System.out.println(name);
    K.send(quiet);
    Runnable loud = () -> seen.add(name);
    K.send(loud); // expect: CAP102
  }
}
