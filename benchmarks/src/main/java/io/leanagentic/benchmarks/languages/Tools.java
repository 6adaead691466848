package io.leanagentic.benchmarks.languages;

import io.leanagentic.capability.Val;
import java.util.List;

/**
 * What a language needs; the scripts run in a copy of its folder of {@code src/main/languages}.
 *
 * @param packages of Debian
 * @param purpose what they are, in words
 * @param check a script that succeeds if all is there
 * @param build a script that builds the program
 * @param run the command that runs it, without its arguments
 * @param version a script that prints the versions of what the program is built with
 */
record Tools(
    @Val List<String> packages,
    String purpose,
    String check,
    String build,
    String run,
    String version) {
  static final Tools GO =
      new Tools(
          List.of("golang-go"),
          "the Go compiler",
          "go version",
          "go build -o agents agents.go",
          "./agents",
          "go version | cut -d ' ' -f 3");

  static final Tools RUST =
      new Tools(
          List.of("rustc", "cargo", "librust-tokio-dev"),
          "the Rust compiler and tokio",
          "rustc --version && cargo --version && ls -d /usr/share/cargo/registry/tokio-1*",
          "cargo build --release --offline",
          "target/release/agents",
          """
          tokio=$(sed -n '/name = "tokio"/{n;s/.*"\\(.*\\)"/\\1/p}' Cargo.lock)
          echo "rustc $(rustc --version | cut -d ' ' -f 2), tokio $tokio"
          """);

  static final Tools ERLANG =
      new Tools(
          List.of("erlang-base"),
          "Erlang's compiler and virtual machine",
          "command -v erlc && erl -noshell -s init stop",
          "erlc agents.erl",
          "erl +P 1000000 -noshell -run agents main",
          """
          erl -noshell -eval 'io:format("OTP ~s, erts ~s~n", \
          [erlang:system_info(otp_release), erlang:system_info(version)]), halt().'
          """);

  static final Tools CAF =
      new Tools(
          List.of("g++", "libcaf-dev"),
          "the C++ compiler and CAF, the C++ Actor Framework",
          "g++ --version && ls /usr/include/caf/config.hpp",
          "g++ -std=c++17 -O3 -DNDEBUG -o agents agents.cpp -lcaf_core -pthread",
          "./agents",
          """
          caf=$(sed -n 's/.*define CAF_VERSION //p' /usr/include/caf/config.hpp)
          echo "CAF 0.$((caf / 100)).$((caf % 100)), g++ $(g++ -dumpfullversion)"
          """);
}
