/** The compiler plugin that checks reference capabilities. */
package io.leanagentic.checker;
