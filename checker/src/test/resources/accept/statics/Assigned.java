package accept.statics;


/** A constant, or what protects itself, may be static. */
class Assigned {
  private static final String LAST = "";
  void t() {
    String now = LAST;
  }
}
