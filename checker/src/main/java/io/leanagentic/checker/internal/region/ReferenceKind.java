package io.leanagentic.checker.internal.region;

/** What a name may do with the object it names. */
public enum ReferenceKind {
  /** Immutable by nature: literals, strings, records of those. Fits everywhere, has no region. */
  IMM,
  /** Immutable by discipline: frozen. Read only, shareable, has no region. */
  VAL,
  /** Safe to share by its own means. */
  SHARED,
  /** Readable and writable, part of a region. */
  REF,
  /** Readable, part of a region that somebody else may write. */
  BOX,
  /** Identity only. */
  TAG;

  /** Tells whether values of this kind belong to a region. */
  public boolean regional() {
    return this == REF || this == BOX;
  }

  /** The strongest kind that is safe where either may be. */
  public ReferenceKind join(ReferenceKind other) {
    if (this == other || other == IMM) {
      return this;
    }
    if (this == IMM) {
      return other;
    }
    if (this == TAG || other == TAG) {
      return TAG;
    }
    return BOX;
  }
}
