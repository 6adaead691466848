package io.leanagentic.observe;

import io.leanagentic.observe.internal.http.UrlFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The command {@code agents}: shows a running system in a terminal. It finds the consoles of the
 * user's processes on this host, and asks one of them.
 *
 * <pre>{@code java -jar lean-agentic-observe.jar top --pid 4711}</pre>
 */
final class Agents {
  private static final Set<String> VIEWS =
      Set.of("top", "tree", "workers", "findings", "events", "panels", "dump");
  private static final String CLEAR = "\u001b[H\u001b[2J";
  private static final int PERIOD_MILLIS = 1_000;
  private static final int PATIENCE_MILLIS = 10_000;
  private static final String HELP =
      """
      usage: agents [list|top|tree|workers|findings|events|panels|agent PATH|dump] [options]

      Shows the agents of a running process that has a console: one started by
      Console.start, or by -Dleanagentic.console=0.

        list           the processes of this user that have one
        top            the agents that are most at work; on a terminal, every second
        tree           who supervises whom
        workers        what each worker does; its turns, steals and sleeps
        findings       what is wrong, since when, and the cure
        events         what happened lately
        panels         what libraries show: leases, shards
        agent PATH     one agent, with its stack if it runs
        dump           all of it as JSON

        --pid N        the process; needed if there are several
        --sort ORDER   busy, depth, rate, mean, handled, stashed, timers, restarts
        --search TEXT  only agents whose name or class contains it
        --top N        how many agents, 1 to 1000 (30)
        --once         top: once, also on a terminal
        --help         this text
      """;

  private final Path folder;
  private final PrintStream out;
  private String view = "";
  private String path = "";
  private String pid = "";
  private boolean once;
  private final Map<String, String> query = new TreeMap<>(Map.of("top", "30"));

  private Agents(Path folder, PrintStream out) {
    this.folder = folder;
    this.out = out;
  }

  /** Exits with 0, with 1 if nobody answers, or with 2 if the arguments mean nothing. */
  static void main(String[] arguments) {
    int code = run(List.of(arguments), UrlFile.folder(), System.out, System.err);
    System.out.flush();
    System.exit(code);
  }

  static int run(List<String> arguments, Path folder, PrintStream out, PrintStream err) {
    try {
      var agents = new Agents(folder, out);
      agents.read(arguments);
      agents.show();
      return 0;
    } catch (IllegalArgumentException e) {
      err.println("agents: " + e.getMessage());
      return 2;
    } catch (IOException e) {
      err.println("agents: " + e.getMessage());
      return 1;
    }
  }

  private void read(List<String> arguments) {
    var rest = new ArrayList<>(arguments);
    while (!rest.isEmpty()) {
      String argument = rest.removeFirst();
      switch (argument) {
        case "--help", "-h" -> view = "help";
        case "--once" -> once = true;
        case "--pid" -> pid = value(argument, rest);
        case "--sort", "--search", "--top" ->
            query.put(argument.substring(2), value(argument, rest));
        default -> word(argument, rest);
      }
    }
    if (!pid.matches("\\d{0,18}")) {
      throw new IllegalArgumentException(
          "--pid is '" + pid + "'; allowed: the number of a process");
    }
  }

  private void word(String word, List<String> rest) {
    if (!view.isEmpty()) {
      throw new IllegalArgumentException("'" + word + "' is one word too many; see --help");
    }
    view = word;
    if (word.equals("agent")) {
      path = value("agent", rest);
    } else if (!VIEWS.contains(word) && !word.equals("list")) {
      throw new IllegalArgumentException(
          "there is no '"
              + word
              + "'; there are list, top, tree, workers, findings, events, panels, agent, dump");
    }
  }

  private static String value(String name, List<String> rest) {
    if (rest.isEmpty() || rest.getFirst().isBlank()) {
      throw new IllegalArgumentException(name + " needs a value; see --help");
    }
    return rest.removeFirst();
  }

  private void show() throws IOException {
    switch (view) {
      case "help", "" -> out.print(HELP);
      case "list" -> list();
      case "agent" -> out.print(ask("agent.txt", Map.of("path", path)));
      case "dump" -> out.println(ask("snapshot.json", query));
      default -> showText();
    }
  }

  private void list() throws IOException {
    Map<String, URI> consoles = consoles();
    consoles.forEach((process, url) -> out.println(process + "  " + command(process)));
    if (consoles.isEmpty()) {
      out.println("no process of this user has a console");
    }
  }

  private static String command(String name) {
    return process(name).flatMap(found -> found.info().commandLine()).orElse("");
  }

  /** The process whose console is in the file {@code name}, if it lives. */
  private static Optional<ProcessHandle> process(String name) {
    return ProcessHandle.of(Long.parseLong(name.split("-", 2)[0]));
  }

  private void showText() throws IOException {
    query.put("view", view);
    boolean again = view.equals("top") && !once && isTerminal();
    do {
      String text = ask("snapshot.txt", query);
      out.print(again ? CLEAR + text : text);
      out.flush();
    } while (again && sleeps());
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).map(it -> it.isTerminal()).orElse(false);
  }

  private static boolean sleeps() {
    try {
      Thread.sleep(PERIOD_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private String ask(String file, Map<String, String> parameters) throws IOException {
    String url = console().toString().replace("/?", "/" + file + "?");
    for (var one : parameters.entrySet()) {
      url += "&" + one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8);
    }
    var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    boolean good = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    try (InputStream in = good ? connection.getInputStream() : connection.getErrorStream()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      if (connection.getResponseCode() == HttpURLConnection.HTTP_BAD_REQUEST) {
        throw new IllegalArgumentException(text.strip());
      } else if (!good) {
        throw new IOException(text.strip());
      }
      return text;
    }
  }

  private URI console() throws IOException {
    Map<String, URI> consoles = consoles();
    consoles.keySet().removeIf(name -> !pid.isEmpty() && !name.startsWith(pid + "-"));
    if (consoles.isEmpty()) {
      throw new IOException(
          pid.isEmpty()
              ? "no process of this user has a console; start one with -Dleanagentic.console=0"
              : "process " + pid + " has no console; start it with -Dleanagentic.console=0");
    }
    if (consoles.size() > 1) {
      throw new IllegalArgumentException(
          "there are several consoles, "
              + String.join(", ", consoles.keySet())
              + "; choose by --pid");
    }
    return consoles.values().iterator().next();
  }

  /** Of processes that live, by process and port; forgets the others. */
  private Map<String, URI> consoles() throws IOException {
    var found = new TreeMap<String, URI>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*-*")) {
        for (Path file : files) {
          String name = file.getFileName().toString();
          boolean lives = name.matches("\\d{1,18}-\\d+") && process(name).isPresent();
          if (lives) {
            found.put(name, URI.create(Files.readString(file)));
          } else {
            Files.deleteIfExists(file);
          }
        }
      }
    }
    return found;
  }
}
