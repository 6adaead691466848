package io.leanagentic.checker.internal.region;

import org.jspecify.annotations.Nullable;

/**
 * What the analysis knows about the value of one expression or variable.
 *
 * @param kind what may be done with it
 * @param region its region in the current {@link RegionState}, or -1 if it has none
 * @param note why it is held, or null
 * @param dead why the name ended although its region lives on, or null
 * @param traits more facts, a set of the constants below
 */
public record AbstractValue(
    ReferenceKind kind,
    int region,
    @Nullable Provenance note,
    @Nullable Provenance dead,
    int traits) {
  /** The parts of this read-only value are val: a cursor over a val collection. */
  public static final int VAL_PARTS = 1;

  /** A stream whose steps run on several threads. */
  public static final int PARALLEL = 2;

  /** An error was reported for it: nothing more is reported. */
  public static final int ERROR = 4;

  /** Read through the receiver of a read-only method: the caller sees it as its own receiver. */
  public static final int SELF = 8;

  /** What flows through this stream is new: it is not part of the stream's region. */
  public static final int FREE_PARTS = 16;

  /** This function returns val. */
  public static final int RETURNS_VAL = 32;

  /** This function returns box. */
  public static final int RETURNS_BOX = 64;

  /** This function returns only what it made or was given. */
  public static final int RETURNS_FREE = 128;

  /** It is not as safe to share as its type looks: the type hides that what it holds is mutable. */
  public static final int WIDENED = 256;

  /** This function returns only what it made. */
  public static final int RETURNS_NEW = 512;

  /** Each object that flows through this stream was made for it. */
  public static final int NEW_PARTS = 1024;

  /**
   * It may be frozen, which only the checker knows: code that gets it by its type could write it. A
   * mutable value has this trait where its type does not tell whether it is frozen.
   */
  public static final int FROZEN = 2048;

  /**
   * It shows what another thread may change under a lock, or iterates over that. Only this name
   * tells so.
   */
  public static final int LOCKED = 4096;

  /** The traits that hold after a join only if they hold on both paths. */
  static final int PROMISES = SELF | FREE_PARTS | NEW_PARTS | RETURNS_FREE | RETURNS_NEW;

  /** Immutable by its nature: needs no region, and fits every place. */
  public static final AbstractValue IMM = new AbstractValue(ReferenceKind.IMM, -1, null, null, 0);

  /**
   * Frozen: its methods that write would still work, but the checker keeps everybody from calling
   * them.
   */
  public static final AbstractValue VAL =
      new AbstractValue(ReferenceKind.VAL, -1, null, null, FROZEN);

  /** Val that needs no protection: it rejects writes by itself, like {@code List.of}. */
  public static final AbstractValue UNMODIFIABLE =
      new AbstractValue(ReferenceKind.VAL, -1, null, null, 0);

  public static final AbstractValue TAG = new AbstractValue(ReferenceKind.TAG, -1, null, null, 0);
  public static final AbstractValue SHARED =
      new AbstractValue(ReferenceKind.SHARED, -1, null, null, 0);

  /**
   * Stands for a value that was found wrong. It fits every place, so that one fault gives one
   * error.
   */
  public static final AbstractValue ERRONEOUS =
      new AbstractValue(ReferenceKind.IMM, -1, null, null, ERROR);

  public static AbstractValue ref(int region) {
    return new AbstractValue(ReferenceKind.REF, region, null, null, 0);
  }

  public static AbstractValue ref(int region, @Nullable Provenance note) {
    return new AbstractValue(ReferenceKind.REF, region, note, null, 0);
  }

  public static AbstractValue box(int region, @Nullable Provenance note) {
    return new AbstractValue(ReferenceKind.BOX, region, note, null, 0);
  }

  /** The same, held for another reason. */
  public AbstractValue withNote(@Nullable Provenance newNote) {
    return new AbstractValue(kind, region, newNote, dead, traits);
  }

  public AbstractValue withRegion(int newRegion) {
    return new AbstractValue(kind, newRegion, note, dead, traits);
  }

  public AbstractValue withTrait(int trait) {
    return new AbstractValue(kind, region, note, dead, traits | trait);
  }

  /** The same under a name that was consumed; other names may still lead to its region. */
  public AbstractValue withDead(Provenance newDead) {
    return new AbstractValue(kind, region, note, newDead, traits);
  }

  /** Tells whether it is, or is part of, what a static field holds. */
  public boolean isConstant() {
    return note != null && note.cause() == Provenance.Cause.STATIC;
  }

  public boolean has(int trait) {
    return (traits & trait) != 0;
  }

  /** Tells whether it belongs to a region. */
  public boolean regional() {
    return region >= 0;
  }
}
