/** The build checks: documents, the listing of the API, and rules for all sources. */
@NullMarked
package io.leanagentic.build;

import org.jspecify.annotations.NullMarked;
