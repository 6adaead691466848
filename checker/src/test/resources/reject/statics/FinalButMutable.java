package reject.statics;


/** Final says nothing of what the object may do. */
class FinalButMutable {
  private static final StringBuilder LOG = new StringBuilder();
  void t() {
    LOG.append("x"); // expect: CAP301
  }
}
