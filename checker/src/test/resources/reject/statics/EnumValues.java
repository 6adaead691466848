package reject.statics;

/** However one comes by them. */
class EnumValues {
  enum Level {
    LOW;
    int uses;
  }

  void t() {
    Level.valueOf("LOW").uses = 1; // expect: CAP301
  }
}
