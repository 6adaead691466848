package reject.rules;


/** The example of the page of CAP302. */
class Cap302 {
  // region bad
  private static int count;

  void t() {
    count++; // expect: CAP302
  }
  // endregion
}
