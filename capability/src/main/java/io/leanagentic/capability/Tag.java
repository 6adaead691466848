package io.leanagentic.capability;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Identity only, Pony's {@code tag}: the name says which object, and nothing of what is in it.
 *
 * <p>It accepts every value and may be compared, stored, passed on and sent; any number of agents
 * may hold one. Rejected: to read a field or call a method through it (CAP205), or to use it where
 * more is needed (CAP204). An {@code AgentRef} is a tag by itself.
 *
 * <pre>{@code
 * void release(@Tag Object owner) { if (owner == this.owner) { ... } }
 * String name(@Tag Object owner) { return owner.toString(); } // CAP205
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
public @interface Tag {}
