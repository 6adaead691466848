package io.leanagentic.orchestration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.testing.OwnJvm;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The primitives at work under the most curious mode of the run-time sanitizer, in a JVM of their
 * own.
 */
class OwnerSanitizerTest {
  @TempDir Path folder;

  @Test
  void everyPrimitiveRunsUnderTheOwnerNetWithoutAFinding() throws Exception {
    assertEquals(
        """
        quorum true
        aggregate 3
        shards 3
        lease report
        broadcast true
        topology 2
        fenced 1
        """,
        new OwnJvm(Quorum.class)
            .option("-Dcap.check=owner")
            .option("-Xshare:off")
            .instrumented(folder)
            .run("outside.PrimitivesProgram"));
  }
}
