package reject.statics;


/** A static field that can be assigned is shared. */
class Assigned {
  private static String last = "";
  void t() {
    last = "a"; // expect: CAP302
  }
}
