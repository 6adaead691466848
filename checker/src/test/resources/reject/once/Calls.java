package reject.once;

import io.leanagentic.capability.*;
import java.util.*;
import java.util.function.*;
import support.*;

class Calls {
  X x = new X();

  static X idle(X x) {
    return x;
  }

  static int writes(X a, X b) {
    a.mutate();
    return b.n;
  }

  private X self() {
    return x;
  }

  void t(@Val X val, @Box X box, @Tag X tag, X given) {
    K.takeIso(idle(given)); // expect: CAP102
    K.takeRef(idle(val)); // expect: CAP204
    K.takeVal(idle(box)); // expect: CAP202
    writes(val, box); // expect: CAP204, CAP204
    writes(tag, tag); // expect: CAP204, CAP204
    tag.getY().toString(); // expect: CAP205
    K.send(self().y); // expect: CAP102
    X mine = new X();
    List<X> all = new ArrayList<>();
    all.add(mine);
    K.send(all);
    all.add(mine); // expect: CAP101, CAP101
    K.takeIso(mine);
    K.takeIso(K.pass(K.pass(given))); // expect: CAP102
    K.takeRef(K.flip() ? val : box); // expect: CAP204
    val.y = box.y; // expect: CAP203
    val.setY(box.y); // expect: CAP203, CAP204
    ((X) (Object) val).mutate(); // expect: CAP203
    Object[] array = {val, box, given}; // expect: CAP204, CAP204
  }
}
