/** What several packages below use. */
package io.leanagentic.cluster.internal;
