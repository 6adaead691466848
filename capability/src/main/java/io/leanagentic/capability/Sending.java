package io.leanagentic.capability;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A border where values leave an agent, Pony's "sendable": it takes iso, val or tag.
 *
 * <p>An isolated argument moves, and every name for it ends; an immutable value or an identity is
 * shared; anything else is rejected (CAP102, CAP204). Inside the method, the parameter is owned, as
 * an {@link Iso} one is.
 *
 * <pre>{@code
 * void signal(@Sending M message);
 *
 * signal(this.rows); // CAP102: the field still reaches it
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE_USE, ElementType.PARAMETER})
public @interface Sending {}
