package reject.once;

import io.leanagentic.capability.*;
import java.util.*;
import java.util.function.*;
import support.*;

enum Enums {
  ONE {
    X mine = new X(); 

    @Override
    void go() {
      K.send(mine); // expect: CAP102
      state++;
    }
  },
  TWO(() -> K.send(new X())) {
    @Override
    void go() {
      X x = new X();
      K.send(x);
      x.mutate(); // expect: CAP101
    }
  },
  THREE(() -> {
    X x = new X();
    K.send(x);
    x.mutate(); // expect: CAP101
  });

  int state;

  Enums() {
    this(() -> {});
  }

  Enums(Runnable r) {
    X x = new X();
    K.send(x);
    x.mutate(); // expect: CAP101
  }

  void go() {}

  static void use() {
    ONE.go(); // expect: CAP301
    Enums.ONE.go(); // expect: CAP301
    for (Enums e : values()) { // expect: CAP301
      e.go();
    }
  }
}
