package io.leanagentic.capability;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Isolated, Pony's {@code iso}: nothing else reaches the value or any mutable part of it.
 *
 * <p>An alias kept by the giver is dead: the compiler rejects every later use (CAP101). On a
 * parameter the callee owns the value; on a result the caller does; a record component moves with
 * its record. For a field use {@link Slot}.
 *
 * <pre>{@code
 * record Batch(@Iso ArrayList<Row> rows) implements Message {}
 *
 * var rows = new ArrayList<Row>();
 * store.signal(new Batch(rows)); // moved, not copied
 * rows.clear();                  // CAP101
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({
  ElementType.TYPE_USE,
  ElementType.METHOD,
  ElementType.PARAMETER,
  ElementType.FIELD,
  ElementType.LOCAL_VARIABLE,
  ElementType.RECORD_COMPONENT
})
public @interface Iso {}
