/**
 * What types say: capability words, which types are immutable or safe to share, and why others are
 * not.
 *
 * <p>All answers are about types and declarations, never about one value. If a type is not
 * immutable, the answer is a path of fields, as messages show it. Below this package are only the
 * tables.
 */
package io.leanagentic.checker.internal.type;
