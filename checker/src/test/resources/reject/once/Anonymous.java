package reject.once;

import io.leanagentic.capability.*;
import java.util.*;
import java.util.function.*;
import support.*;

class Anonymous {
  X state = new X();

  @Val
  interface Pure {
    int of(int i);
  }

  void t(X given, @Box X box) {
    X x = new X();
    for (int i = 0; i < 3; i++) {
      Runnable r =
          new Runnable() {
            final X own = given;

            {
              K.send(own); // expect: CAP102
            }

            @Override
            public void run() {
              K.send(x); // expect: CAP104
              box.mutate(); // expect: CAP203
              new Runnable() {
                @Override
                public void run() {
                  box.mutate(); // expect: CAP203
                  K.send(state); // expect: CAP102
                }
              }.run();
            }
          };
      r.run();
    }
    Pure pure =
        new Pure() {
          int count; // expect: CAP202

          @Override
          public int of(int i) {
            return count++ + given.n; // expect: CAP202
          }
        };
    K.takeVal(new X() { // expect: CAP202
      {
        given.mutate();
      }
    });
  }
}
