package io.leanagentic.testkit.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testkit.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The planted bug of the guide is found, and shrunk to what the guide shows. */
final class LostUpdateTest {
  private static final String BEFORE = "The failure says:\n\n```\n";

  @Test
  void twoHundredSchedulesFindThePlantedBug() throws IOException {
    String failure = Runs.of(LostUpdate.class).failure();
    assertTrue(failure.contains(" shrunk to 3 by "), failure);
    Path page = Path.of("../docs/guide/testing.md");
    String text = Files.readString(page);
    int begin = text.indexOf(BEFORE) + BEFORE.length();
    int end = text.indexOf("```", begin);
    if (Boolean.getBoolean("snippets.update")) {
      Files.writeString(page, text.substring(0, begin) + failure + text.substring(end));
    } else {
      assertEquals(text.substring(begin, end), failure);
    }
  }
}
