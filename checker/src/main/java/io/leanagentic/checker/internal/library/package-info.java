/**
 * What the tables say of code that carries no capability words: the JDK, and what users add.
 *
 * <p>A fact is one line of a text file, so that adding one takes no Java. Each built-in fact has a
 * reason, which {@code TableReasonsTest} checks for types and {@code MethodReasonsTest} for
 * methods; each line of a user is a trusted assumption, which is counted.
 */
package io.leanagentic.checker.internal.library;
