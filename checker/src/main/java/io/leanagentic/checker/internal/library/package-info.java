/**
 * What the tables say about code without capability words: the JDK, and what users add.
 *
 * <p>A fact is one line of a text file, so that adding one takes no Java. Each built-in fact has a
 * reason, as {@code TableReasonsTest} checks for types and {@code MethodReasonsTest} for methods.
 * Each line of a user is a trusted assumption, and is counted.
 */
package io.leanagentic.checker.internal.library;
