/**
 * Phase 2: what is judged by declarations alone, without looking at the order of execution.
 *
 * <p>{@code ClassCheck} applies each rule to a class and to those nested in it: words that
 * contradict each other, classes that are val, messages, functions, overrides, and open types that
 * everybody relies on. Each rule is a class of static methods that takes a {@code Scope}, so a rule
 * can be read alone. The analysis below asks back through {@code DeclarationChecks} where a body
 * declares a class or makes a message.
 */
package io.leanagentic.checker.internal.declaration;
