/**
 * What types say: capability words, which types are immutable or safe to share, and why not.
 *
 * <p>All answers are about types and declarations, never about one value. Where a type is not
 * immutable, the answer is a path of fields, as the messages show it. Below it are only the tables.
 */
package io.leanagentic.checker.internal.type;
