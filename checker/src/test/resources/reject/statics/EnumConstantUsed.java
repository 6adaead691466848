package reject.statics;

/** The constants of an enum are shared by all agents. */
class EnumConstantUsed {
  enum Level {
    LOW;
    private int uses;

    void use() {
      uses++;
    }
  }

  void t() {
    Level.LOW.use(); // expect: CAP301
  }
}
