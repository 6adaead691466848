/** Checks of the house: documents, the listing of the API, and rules for all sources. */
@NullMarked
package io.leanagentic.examples.house;

import org.jspecify.annotations.NullMarked;
