package reject.statics;


/** A holder that is immutable does not help. */
class Swapped {
  private static Integer holder = 1;
  void t() {
    holder = Integer.valueOf(2); // expect: CAP302
  }
}
