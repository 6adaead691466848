/** What a look sees, before anybody judges it. */
@NullMarked
package io.leanagentic.observe.internal.look;

import org.jspecify.annotations.NullMarked;
