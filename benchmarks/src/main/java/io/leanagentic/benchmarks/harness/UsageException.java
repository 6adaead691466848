package io.leanagentic.benchmarks.harness;

import java.util.List;

/** A command line that is wrong; the message says how, and what is allowed. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Says what is wrong and what is allowed. */
  public UsageException(String message) {
    super(message);
  }

  /**
   * Looks at the words that choose among {@code names}, each by a part of them; nothing is no part.
   *
   * @throws UsageException if one of them chooses nothing
   */
  public static void unlessAllChoose(List<String> words, List<String> names) {
    for (String word : words) {
      if (word.isBlank() || names.stream().noneMatch(name -> name.contains(word))) {
        throw new UsageException(
            "\"%s\" chooses nothing; there are: %s".formatted(word, String.join(", ", names)));
      }
    }
  }
}
