/** Three processes that trade on one ledger while one of them is killed and another one stops. */
@NullMarked
package io.leanagentic.demo.cluster;

import org.jspecify.annotations.NullMarked;
