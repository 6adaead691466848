/**
 * Phases 3 and 4: bodies in the order of execution, and the calls in them.
 *
 * <pre>
 *   ClassAnalysis          opens one body after the other
 *     BodyAnalysis         one body, one RegionState
 *       StatementAnalysis  paths: branches, loops, jumps      TryAnalysis  what leaves early
 *       ExpressionAnalysis values                             FieldAnalysis  stores, which connect
 *         CallAnalysis     one call: Argument, CallSite
 *           CallAdmission     may each argument go there?     Requirements  which value fills which place
 *           ArgumentRetention what may be kept?
 *           CallResults       what comes back, what connects? StreamAnalysis  what flows
 *           MoveCheck         what ends?
 *       LambdaAnalysis     functions take along what they capture
 * </pre>
 *
 * <p>{@code MethodSummaries} finds out what a method that is compiled now, and that nobody can
 * override, does with what it is given: it walks the body in the same way, without reporting. All
 * bodies of one compilation share a {@code CheckerContext}; no state is static, so compilations in
 * one process do not affect each other.
 */
package io.leanagentic.checker.internal.analysis;
