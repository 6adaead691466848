package reject.statics;


/** Reading it races as well. */
class Read {
  private static long total;
  long t() {
    return total; // expect: CAP302
  }
}
