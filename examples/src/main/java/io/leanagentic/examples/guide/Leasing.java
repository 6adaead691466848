package io.leanagentic.examples.guide;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.orchestration.Acquisition;
import io.leanagentic.orchestration.Fenced;
import io.leanagentic.orchestration.Lease;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.orchestration.Leases;
import io.leanagentic.orchestration.StaleTokenException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Resources that only one agent uses at a time. */
final class Leasing {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Leasing() {}

  static int action() {
    try (var runtime = AgentRuntime.start()) {
      // region action
      var leases = Leases.of(runtime);
      int written =
          leases.withLease(
              "report.pdf", Duration.ofSeconds(5), lease -> write("report.pdf", lease.token()));
      // endregion
      return written + leases.size();
    }
  }

  private static int write(String file, long token) {
    return file.length() + (int) token;
  }

  static List<String> manual() {
    try (var runtime = AgentRuntime.start()) {
      var leases = Leases.of(runtime);
      // region manual
      var said = new ArrayList<String>();
      var anna = LeaseHolder.named("anna");
      var bert = LeaseHolder.named("bert");
      Duration ttl = Duration.ofSeconds(10);
      Lease first = leases.acquire("ledger", anna, ttl, PATIENCE).join(); // waits for its turn
      switch (leases.tryAcquire("ledger", bert, ttl).join()) { // does not wait
        case Acquisition.Granted(var lease) -> said.add("bert has token " + lease.token());
        case Acquisition.Refused(var current) -> said.add(current.holder() + " has it");
      }
      first.renew().join(); // ten seconds from now on
      first.keepAlive(Duration.ofMinutes(1)); // renewed by itself, for a minute at most
      Await<Lease> next = leases.acquire("ledger", bert, ttl, PATIENCE);
      first.release(); // and bert, the first in line, has it
      said.add(next.join().holder() + " has it with token " + next.join().token());
      // endregion
      return said;
    }
  }

  // region agent
  /** Does the jobs of a file, each while it has the file for itself. */
  static final class Printer implements Behavior<Reply<Boolean>> {
    private final Leases leases;

    Printer(Leases leases) {
      this.leases = leases;
    }

    @Override
    public void receive(AgentContext<Reply<Boolean>> context, Reply<Boolean> done) {
      leases.withLease(
          context, // the holder: if it ends, the lease ends
          "printer",
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          lease -> done.send(lease.isHeld()),
          done::fail);
    }
  }

  // endregion

  static boolean agent() {
    try (var runtime = AgentRuntime.start()) {
      var leases = Leases.of(runtime);
      AgentRef<Reply<Boolean>> printer = runtime.spawn("printer", () -> new Printer(leases));
      return printer.<Boolean>ask(reply -> reply, PATIENCE).join();
    }
  }

  static List<String> fenced() {
    var said = new ArrayList<String>();
    try (var runtime = AgentRuntime.start()) {
      var leases = Leases.of(runtime);
      var anna = LeaseHolder.named("anna");
      var bert = LeaseHolder.named("bert");
      // region fenced
      var account = new Fenced<>("account", new ArrayList<String>());
      Lease slow = leases.acquire("account", anna, Duration.ofMillis(1), PATIENCE).join();
      // ... anna stands still for a while: her lease is over, and she has not noticed.
      Lease quick = leases.acquire("account", bert, PATIENCE, PATIENCE).join();
      account.run(quick, entries -> entries.add("bert: -5"));
      try {
        account.run(slow, entries -> entries.add("anna: -5"));
      } catch (StaleTokenException stale) {
        said.add(stale.getMessage());
      }
      // endregion
      said.addAll(account.apply(quick.token(), List::copyOf));
      said.add(slow.lost().join().reason().toString());
    }
    return said;
  }
}
