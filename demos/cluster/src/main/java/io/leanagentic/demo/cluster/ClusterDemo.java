package io.leanagentic.demo.cluster;

import io.leanagentic.examples.console.Style;
import io.leanagentic.examples.console.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** The cluster as a program: {@code ./demo cluster}. */
public final class ClusterDemo {

  private ClusterDemo() {}

  /** Runs it with these arguments. */
  public static void main(String[] arguments) {
    int code = run(List.of(arguments), System.out, System.err);
    System.out.flush();
    System.exit(code);
  }

  /** Returns 0 if it went well, 1 if not, 2 if the arguments cannot be used. */
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    try {
      ClusterOptions options = ClusterOptions.parse(arguments);
      if (options.help()) {
        out.println("usage: ./demo cluster [options], or ./demo --list");
        out.println();
        out.print(ClusterOptions.HELP);
        return 0;
      }
      return run(options, out, err);
    } catch (UsageException e) {
      err.println("cluster: " + e.getMessage());
      return 2;
    }
  }

  private static int run(ClusterOptions options, PrintStream out, PrintStream err) {
    Roster roster = Roster.bundled();
    Reference reference = Reference.of(roster);
    var style = Style.of(out, options.color(), System.getenv());
    var picture = new Picture(out, style);
    try (var premises = new Premises()) {
      try {
        Path folder = premises.folder();
        var rehearsal = new Rehearsal(picture, options.seconds(), folder, premises.nodes());
        TradeLedger.Totals totals = rehearsal.play(reference);
        picture.clear();
        return report(roster, reference, totals, out);
      } catch (Rehearsal.FailedException | IOException e) {
        picture.clear();
        err.println("cluster: " + e.getMessage());
        premises.nodes().forEach(node -> node.tail().forEach(line -> err.println("  " + line)));
        return 1;
      }
    } catch (IOException e) {
      err.println("cluster: " + e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  static int report(
      Roster roster, Reference reference, TradeLedger.Totals totals, PrintStream out) {
    out.println();
    out.println("ledger     " + Rehearsal.text(roster, totals.cash(), totals.booked()));
    out.println("reference  " + Rehearsal.text(roster, reference.cash(), reference.orders()));
    out.printf(
        "repeated   %,d orders and fills came again, and changed nothing%n", totals.repeated());
    out.printf("refused    %,d times an engine with an old token%n", totals.refused());
    boolean isEqual = reference.isMetBy(totals);
    out.println(
        isEqual
            ? "equal to the cent; each order was filled once"
            : "NOT EQUAL: the ledger is not what one process comes to");
    return isEqual ? 0 : 1;
  }
}
