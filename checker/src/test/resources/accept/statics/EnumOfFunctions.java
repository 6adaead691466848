package accept.statics;

import java.util.function.IntBinaryOperator;

/** A constant may carry a function and a body. */
class EnumOfFunctions {
  enum Operation {
    PLUS((a, b) -> a + b),
    TIMES((a, b) -> a * b) {
      @Override int apply(int a, int b) {
        return a == 0 ? 0 : super.apply(a, b);
      }
    };
    private final IntBinaryOperator function;

    Operation(IntBinaryOperator function) {
      this.function = function;
    }

    int apply(int a, int b) {
      return function.applyAsInt(a, b);
    }
  }

  int t(Operation operation) {
    return switch (operation) {
      case PLUS -> Operation.PLUS.apply(1, 2);
      case TIMES -> operation.apply(3, 4);
    };
  }
}
