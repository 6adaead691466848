/**
 * A plugin of javac that rejects data races between agents.
 *
 * <p>It runs inside the compiler, after types are known and before class files are written, and is
 * never on the path of a running program. One class passes through five phases; an arrow means
 * "knows of", and there is no way back.
 *
 * <pre>
 *   javac
 *     |  all classes, attributed
 *     v
 *   1 compile       CapPlugin, CheckerTaskListener      which classes are checked, and when
 *     |
 *     v
 *   2 declarations  internal.declaration                what needs no control flow: annotations, fields, overrides
 *     |
 *     v
 *   3 bodies        internal.analysis  -->  region      statements in the order of execution, one state
 *     |                   |
 *     v                   v
 *   4 calls         internal.analysis  -->  type        what goes in, what may be kept, what comes back, what ends
 *     |                             \--->  library      what the tables say of code without annotations
 *     v
 *   5 report        internal.report                     errors, each once; how much was trusted
 * </pre>
 *
 * <p>{@code docs/internals/checker.md} follows one program through the five. {@code CasesTest} and
 * {@code WholeProgramsTest} test verdicts, {@code MutationTest} that each rule is needed, {@code
 * MessagesTest} the texts, {@code TableReasonsTest} and {@code MethodReasonsTest} the tables.
 */
package io.leanagentic.checker;
