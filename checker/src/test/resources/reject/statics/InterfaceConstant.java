package reject.statics;

import java.util.ArrayList;
import java.util.List;

/** The constant of an interface is static too. */
class InterfaceConstant {
  interface Shared {
    List<String> NAMES = new ArrayList<>();
  }
  void t() {
    Shared.NAMES.add("x"); // expect: CAP301
  }
}
