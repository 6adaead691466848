package io.leanagentic.capability;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Deeply immutable, Pony's {@code val}: neither the value nor any part of it is ever written again.
 *
 * <p>Any number of aliases may read it, from any agent, without a copy. On a class it is a promise
 * the compiler checks: final or sealed, every field final and itself val. On a variable, parameter,
 * result or type argument it admits only values known to be val (CAP202).
 *
 * <p>An interface with a single method may be marked and stay open: each class that implements it
 * is judged where he does. A lambda, a method reference or an anonymous class may capture only what
 * is val, a tag or shared, and so not {@code this} of an agent; a named class is val itself, or
 * {@link Shared}. A {@code @Val Supplier<String>} is such a lambda too, so it may be called.
 *
 * <pre>{@code
 * @Val final class Money { final long cents; final String currency; ... }
 * record Names(@Val List<String> names) implements Message {} // List.of, List.copyOf, toList()
 * @Val interface Recorder { void record(String what); }       // seen::add, if seen is concurrent
 * @Val Config config = Cap.freeze(draft);                     // draft ends here
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({
  ElementType.TYPE_USE,
  ElementType.TYPE,
  ElementType.METHOD,
  ElementType.PARAMETER,
  ElementType.FIELD,
  ElementType.LOCAL_VARIABLE,
  ElementType.RECORD_COMPONENT
})
public @interface Val {}
