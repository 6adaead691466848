/**
 * Phase 2: what is judged by declarations alone, without looking at the order of execution.
 *
 * <p>{@code ClassCheck} applies each rule to a class and to those nested in it: words that
 * contradict each other, classes that are val, messages, functions, overrides, and open types that
 * others rely on. Each rule is a class of static methods that take a {@code Scope}, so it can be
 * read alone. Where a body declares a class or makes a message, the analysis calls back through
 * {@code DeclarationChecks}.
 */
package io.leanagentic.checker.internal.declaration;
