package io.leanagentic.capability.sanitizer;

import io.leanagentic.capability.CapabilityException;
import io.leanagentic.capability.Message;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Where values cross a border between agents while a program runs.
 *
 * <p>Callers guard each call by one of the constants. The mode is that of the system property
 * {@code cap.check}: {@code off}, {@code types} (the default), {@code graph} or {@code owner}.
 * Every method throws {@link CapabilityException} if it finds a violation. Any thread may call.
 */
public final class CapabilitySanitizer {
  /*
   * State in statics, against the house rule: a mode of the whole JVM, as assertions are; the code that accesses
   * objects has no other way to get here.
   */
  private static final String PROBLEM;

  /** The mode of this JVM. */
  public static final SanitizerMode MODE;

  static {
    SanitizerMode mode = SanitizerMode.TYPES;
    String problem = "";
    try {
      mode = SanitizerMode.of(System.getProperty("cap.check", "types"));
    } catch (IllegalArgumentException e) {
      problem = e.getMessage();
    }
    MODE = mode;
    PROBLEM = problem;
  }

  /** Whether {@link #checkType} is to be called. */
  public static final boolean TYPES = MODE != SanitizerMode.OFF;

  /** Whether {@link #leaves}, {@link #enter} and {@link #leave} are to be called. */
  public static final boolean DEEP = MODE.compareTo(SanitizerMode.GRAPH) >= 0;

  /** Whether objects have owners. */
  public static final boolean OWNER = MODE == SanitizerMode.OWNER;

  private static final ThreadLocal<ObjectOwner> CURRENT = new ThreadLocal<>();
  private static final AtomicLong VIOLATIONS = new AtomicLong();

  private CapabilitySanitizer() {}

  /**
   * Fails if the system properties cannot be understood; called when a runtime starts.
   *
   * @throws IllegalArgumentException names the property, its value, and what is allowed
   */
  public static void requireSettings() {
    if (!PROBLEM.isEmpty()) {
      throw new IllegalArgumentException(PROBLEM);
    }
    Unverified.requireSettings();
    if (TYPES && System.getProperty("cap.tables") != null) { // reading them takes a while
      KnownTypes.requireSettings();
    }
  }

  /**
   * Looks at the class of a message, once; a class that does not implement {@link Message} passes.
   */
  public static void checkType(Object message) {
    if (message instanceof Message) {
      MessageTypes.check(message);
    }
  }

  /** A value is about to leave for {@code to}: its class, and what it reaches if asked for. */
  public static void crosses(Object value, Object to) {
    if (TYPES) {
      checkType(value);
    }
    if (DEEP) {
      leaves(value, to);
    }
  }

  /** Looks at the class of a new agent; warns or refuses if it was not checked. */
  public static void born(Object behavior) {
    if (Unverified.LOOKS) {
      Unverified.look(behavior.getClass());
    }
  }

  /**
   * The calling thread begins to run {@code party}; returns the party before it, for {@link
   * #leave}.
   */
  public static ObjectOwner enter(ObjectOwner party) {
    ObjectOwner outer = CURRENT.get();
    CURRENT.set(party);
    return outer;
  }

  /** The calling thread goes back to {@code outer}, which may be null. */
  public static void leave(ObjectOwner outer) {
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
  }

  static ObjectOwner current() {
    return CURRENT.get();
  }

  /**
   * A value leaves the running party, or a thread outside, for {@code receiver}.
   *
   * @param receiver the agent that gets it, or a text that names the place
   */
  public static void leaves(Object value, Object receiver) {
    ObjectOwner from = CURRENT.get();
    if (from != null && from == receiver) {
      return; // to itself: it stays where it is
    }
    TransferChecks.leaves(value, from, receiver);
  }

  /** What {@link #leaves} let go was not taken: it is the sender's again. */
  public static void returns(Object value) {
    if (OWNER) {
      Owners.release(Graph.ofMessage(value).mutable());
    }
  }

  /**
   * A value is said to be reached by nothing else: the state of the running party may not either.
   */
  public static void isolated(Object value) {
    TransferChecks.isolated(value, CURRENT.get());
  }

  /** A value becomes immutable: the state of the running party may not reach it as mutable. */
  public static void frozen(Object value) {
    TransferChecks.frozen(value, CURRENT.get());
  }

  /** A slot is used: only its owner may. */
  public static void slotUsed(Object slot) {
    Owners.touched(slot, true);
  }

  /** A value goes into a slot, where it may not be accessed. */
  public static void intoSlot(Object value) {
    TransferChecks.intoSlot(value, CURRENT.get());
  }

  /** A value comes out of a slot. */
  public static void outOfSlot(Object value) {
    Owners.release(Graph.ofMessage(value).mutable());
  }

  /** A message was handled: the party's state may not reach anything it gave away meanwhile. */
  public static void handled(ObjectOwner party) {
    TransferChecks.handled(party);
  }

  /** Gives every mutable object that the owner of {@code value} can write. */
  public static void walk(Object value, Consumer<Object> visitor) {
    Graph.ofState(value).mutable().forEach(visitor);
  }

  /** How many violations were found in this JVM, also those whose exception somebody caught. */
  public static long violations() {
    return VIOLATIONS.get();
  }

  static CapabilityException violation(String text, Throwable other) {
    VIOLATIONS.incrementAndGet();
    return other == null ? new CapabilityException(text) : new CapabilityException(text, other);
  }
}
