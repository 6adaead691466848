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
 * override, does with what it is given, by walking its body in the same way without reporting.
 * {@code CheckerContext} is what one compilation shares; nothing here is static, so compilations in
 * one process do not meet.
 */
package io.leanagentic.checker.internal.analysis;
