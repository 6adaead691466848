/** What the public types are made of. */
@CapUnchecked("starts and joins the parts below, each of which synchronises itself")
package io.leanagentic.internal;

import io.leanagentic.capability.CapUnchecked;
