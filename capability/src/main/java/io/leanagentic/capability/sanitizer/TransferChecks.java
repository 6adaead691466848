package io.leanagentic.capability.sanitizer;

import java.util.List;

/** What is asked of a value that crosses a border, in the modes {@code graph} and {@code owner}. */
final class TransferChecks {
  private TransferChecks() {}

  static void leaves(Object value, ObjectOwner from, Object receiver) {
    Graph moved = Graph.ofMessage(value);
    if (moved.mutable().isEmpty() && moved.shared().isEmpty()) {
      return;
    }
    requireApart(moved, from, "sent to " + nameOf(receiver));
    for (Object each : moved.shared()) {
      requireApart(Graph.ofMessage(each), from, "shared with " + nameOf(receiver));
    }
    if (CapabilitySanitizer.OWNER) {
      Owners.move(moved, from, "sent to " + nameOf(receiver));
      freezeAll(moved.shared(), from);
    }
  }

  /** Fails if the state of {@code from} reaches a mutable object of {@code moved}. */
  static void requireApart(Graph moved, ObjectOwner from, String how) {
    Object root = from == null ? null : from.heldState();
    if (root == null || moved.mutable().isEmpty()) {
      return;
    }
    Graph state = Graph.ofState(root);
    for (Object each : moved.mutable()) {
      if (state.reaches(each)) {
        throw CapabilitySanitizer.violation(
            nameOf(each)
                + " is "
                + how
                + " as "
                + moved.pathTo(each)
                + " but "
                + from.path()
                + " still reaches it as "
                + state.pathTo(each)
                + "; send a copy, or keep it in a Slot and take() it",
            null);
      }
    }
  }

  static void isolated(Object value, ObjectOwner from) {
    if (value != null && Owners.isFrozen(value)) {
      throw CapabilitySanitizer.violation(
          nameOf(value) + " is immutable and cannot be taken as isolated: others may read it",
          null);
    }
    requireApart(Graph.ofMessage(value), from, "taken as isolated");
  }

  static void frozen(Object value, ObjectOwner from) {
    Graph graph = Graph.ofMessage(value);
    requireApart(graph, from, "made immutable");
    Owners.freeze(graph, from);
  }

  private static void freezeAll(List<Object> values, ObjectOwner from) {
    for (Object value : values) {
      Owners.freeze(Graph.ofMessage(value), from);
    }
  }

  static void intoSlot(Object value, ObjectOwner from) {
    Graph graph = Graph.ofMessage(value);
    requireApart(graph, from, "put into a slot");
    Owners.putAway(graph, from);
  }

  static void handled(ObjectOwner party) {
    Object root = party.heldState();
    if (root == null) {
      return;
    }
    Graph state = Graph.ofState(root);
    for (Object each : state.mutable()) {
      Throwable where = Owners.givenAwayBy(each, party);
      if (where != null) {
        throw CapabilitySanitizer.violation(
            party.path()
                + " gave "
                + nameOf(each)
                + " away in its turn but keeps it as "
                + state.pathTo(each),
            where);
      }
    }
  }

  /** How an object is named: never by its own toString, which might access it. */
  static String nameOf(Object object) {
    return switch (object) {
      case null -> "outside";
      case ObjectOwner party -> party.path();
      case String text -> text;
      default ->
          object.getClass().getTypeName()
              + "@"
              + Integer.toHexString(System.identityHashCode(object));
    };
  }
}
