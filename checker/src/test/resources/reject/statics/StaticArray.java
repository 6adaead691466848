package reject.statics;


/** A static array can be written although it is final. */
class StaticArray {
  private static final int[] TABLE = {1, 2, 3};
  int t() {
    return TABLE[0]++; // expect: CAP301
  }
}
