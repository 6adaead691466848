package accept.statics;


/** A constant, or what protects itself, may be static. */
class Read {
  private static final long TOTAL = 3;
  long t() {
    return TOTAL;
  }
}
