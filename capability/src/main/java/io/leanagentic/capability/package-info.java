/**
 * Which agent may use an object, declared at the borders of methods, fields and messages.
 *
 * <pre>
 *   word       an alias may          the value may leave its agent
 *   -------    ------------------    --------------------------------------
 *   (nothing)  read and write        only while nothing else reaches it
 *   Iso        read and write        yes: it moves, and every name for it ends
 *   Val        read                  yes: it is shared
 *   Box        read                  no: it is borrowed
 *   Tag        compare and pass on   yes: it is an identity
 * </pre>
 *
 * <p>Inside a method nothing is annotated: the checker infers which objects can reach each other.
 * {@link io.leanagentic.capability.Slot} is a field that can give its value away; {@link
 * io.leanagentic.capability.Cap} holds the few conversions.
 */
package io.leanagentic.capability;
