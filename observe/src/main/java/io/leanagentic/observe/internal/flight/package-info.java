/** Events of JDK Flight Recorder. */
@NullMarked
package io.leanagentic.observe.internal.flight;

import org.jspecify.annotations.NullMarked;
