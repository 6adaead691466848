package io.leanagentic.benchmarks.languages;

import java.util.Optional;

/** Who is asked; the order is that of the columns. */
enum Contender {
  OURS("ours", "lean-agentic"),
  PEKKO("pekko", "Pekko typed"),
  GO("go", "Go goroutines"),
  RUST("rust", "Rust tokio tasks"),
  ERLANG("erlang", "Erlang processes"),
  CAF("caf", "C++ CAF actors");

  final String key;
  final String title;

  Contender(String key, String title) {
    this.key = key;
    this.title = title;
  }

  /** What its language needs; those of this JVM need nothing. */
  Optional<Tools> tools() {
    return switch (this) {
      case OURS, PEKKO -> Optional.empty();
      case GO -> Optional.of(Tools.GO);
      case RUST -> Optional.of(Tools.RUST);
      case ERLANG -> Optional.of(Tools.ERLANG);
      case CAF -> Optional.of(Tools.CAF);
    };
  }
}
