package io.leanagentic.checker.internal.type;

/** The capability written on a declaration. */
public enum Capability {
  /*
   * There are five kinds of argument: iso, ref, val, box and tag. A parameter's word says which of them it takes, and
   * an override may take more, never fewer:
   *
   *     word       iso  ref  val  box  tag
   *     (none)      x    x                     may read and write it, and keep it
   *     @Iso        x                          owns it
   *     @Val                  x                may read and share it
   *     @Box        x    x    x    x           may read it during the call
   *     @Tag        x    x    x    x    x      may compare its identity
   *     @Sending    x         x         x      may give it to another agent
   *
   * For a result it is the other way round: it may give more than was promised. So iso may stand where a plain
   * reference was promised; val may not, because the caller would write it.
   */

  NONE,
  ISO,
  VAL,
  BOX,
  TAG,
  SENDING;

  private static final int TAKES_ISO = 1;
  private static final int TAKES_REF = 2;
  private static final int TAKES_VAL = 4;
  private static final int TAKES_BOX = 8;
  private static final int TAKES_TAG = 16;

  /** The kinds of argument a parameter with this word accepts, as bits. */
  private int accepted() {
    return switch (this) {
      case NONE -> TAKES_ISO | TAKES_REF;
      case ISO -> TAKES_ISO;
      case VAL -> TAKES_VAL;
      case BOX -> TAKES_ISO | TAKES_REF | TAKES_VAL | TAKES_BOX;
      case TAG -> TAKES_ISO | TAKES_REF | TAKES_VAL | TAKES_BOX | TAKES_TAG;
      case SENDING -> TAKES_ISO | TAKES_VAL | TAKES_TAG;
    };
  }

  /** Tells whether a parameter with this word takes all that one with {@code other} takes. */
  public boolean acceptsAllOf(Capability other) {
    return (accepted() & other.accepted()) == other.accepted();
  }

  /** Tells whether a result with this word may stand where {@code promised} was promised. */
  public boolean provides(Capability promised) {
    return switch (promised) {
      case NONE -> this == NONE || this == ISO;
      case ISO -> this == ISO;
      case VAL -> this == VAL;
      case BOX -> this != TAG && this != SENDING;
      case TAG -> true;
      case SENDING -> this == ISO || this == VAL || this == TAG;
    };
  }

  @Override
  public String toString() {
    return switch (this) {
      case NONE -> "unannotated";
      case ISO -> "@Iso";
      case VAL -> "@Val";
      case BOX -> "@Box";
      case TAG -> "@Tag";
      case SENDING -> "@Sending";
    };
  }
}
