package io.leanagentic.capability.sanitizer;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Mode {@code owner}: whose each object is that ever moved, or that an agent ever wrote.
 *
 * <p>An object in flight belongs to the first party to access it, except its sender. Slow: a stack
 * is kept for each object. For debugging.
 */
final class Owners {
  private enum State {
    /** Given away by its party; the next other party to access it owns it. */
    MOVED,
    /** Written by its party. */
    OWNED,
    /** In a slot. */
    AWAY,
    /** Immutable from now on. */
    FROZEN,
    /** Protects itself, as a word on a static field says. */
    SHARED
  }

  private record Owner(State state, ObjectOwner party, Throwable where) {}

  private static final ConcurrentHashMap<Key, Owner> OWNERS = new ConcurrentHashMap<>();
  private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();

  private Owners() {}

  static boolean isFrozen(Object object) {
    Owner owner = find(object);
    return owner != null && owner.state == State.FROZEN;
  }

  /** Every mutable object of {@code graph} goes from {@code from}, which may be null: outside. */
  static void move(Graph graph, ObjectOwner from, String how) {
    change(graph, from, how, State.MOVED);
  }

  static void putAway(Graph graph, ObjectOwner from) {
    change(graph, from, "put into a slot", State.AWAY);
  }

  static void freeze(Graph graph, ObjectOwner from) {
    change(graph, from, "made immutable", State.FROZEN);
  }

  /** Every party may use the object. */
  static void share(Object object) {
    if (find(object) == null) {
      put(object, new Owner(State.SHARED, null, new Throwable("shared")));
    }
  }

  private static void change(Graph graph, ObjectOwner from, String how, State next) {
    var where = new Throwable(how + " by " + TransferChecks.nameOf(from));
    for (Object each : graph.mutable()) {
      Owner owner = find(each);
      if (owner != null
          && owner.state == State.OWNED
          && owner.party != from
          && next == State.MOVED) {
        continue; // it is passed on as an identity; an access will be found
      }
      if (owner != null && owner.state == State.SHARED) {
        continue;
      }
      if (owner != null && isLost(owner, from, false)) {
        throw complaint(each, "is " + how + " as " + graph.pathTo(each), owner, from);
      }
      put(each, new Owner(next, from, where));
    }
  }

  /** They belong to the first party to access them. */
  static void release(List<Object> objects) {
    expunge();
    objects.forEach(each -> OWNERS.remove(new Key(each, null)));
  }

  /** Where {@code party} gave the object away; null if it did not. */
  static Throwable givenAwayBy(Object object, ObjectOwner party) {
    Owner owner = find(object);
    return owner != null && owner.state == State.MOVED && owner.party == party ? owner.where : null;
  }

  /** The running party, or a thread outside, reads or writes the object. */
  static void touched(Object object, boolean writes) {
    ObjectOwner party = CapabilitySanitizer.current();
    Owner owner = find(object);
    if (owner == null) {
      if (writes && Kind.of(object) == Kind.MUTABLE) {
        put(object, new Owner(State.OWNED, party, new Throwable("written by " + nameOf(party))));
      }
      return;
    }
    if (isLost(owner, party, writes)) {
      throw complaint(object, writes ? "is written" : "is read", owner, party);
    }
    if (owner.state == State.MOVED) {
      put(object, new Owner(State.OWNED, party, new Throwable("taken by " + nameOf(party))));
    }
  }

  /** Whether a party that is not running owns the object, which has not moved since. */
  static boolean isOfAnother(Object object) {
    Owner owner = find(object);
    return owner != null
        && owner.state == State.OWNED
        && owner.party != CapabilitySanitizer.current();
  }

  /** Whether {@code party} may not access it, or not write it. */
  private static boolean isLost(Owner owner, ObjectOwner party, boolean writes) {
    return switch (owner.state) {
      case MOVED -> owner.party == party;
      case OWNED -> owner.party != party;
      case AWAY -> true;
      case FROZEN -> writes;
      case SHARED -> false;
    };
  }

  private static RuntimeException complaint(
      Object object, String what, Owner owner, ObjectOwner party) {
    return CapabilitySanitizer.violation(
        TransferChecks.nameOf(object)
            + " "
            + what
            + " by "
            + nameOf(party)
            + " although it was "
            + owner.where.getMessage(),
        owner.where);
  }

  private static String nameOf(ObjectOwner party) {
    return TransferChecks.nameOf(party);
  }

  private static Owner find(Object object) {
    return OWNERS.isEmpty() ? null : OWNERS.get(new Key(object, null));
  }

  private static void put(Object object, Owner owner) {
    expunge();
    OWNERS.put(new Key(object, GONE), owner);
  }

  private static void expunge() {
    for (Object gone = GONE.poll(); gone != null; gone = GONE.poll()) {
      OWNERS.remove(gone);
    }
  }

  /** Weak, by identity. */
  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object object, ReferenceQueue<Object> queue) {
      super(object, queue);
      hash = System.identityHashCode(object);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      if (this == other) {
        return true;
      }
      Object mine = get();
      return mine != null && other instanceof Key key && key.get() == mine;
    }
  }
}
