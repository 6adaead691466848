package io.leanagentic.cluster;

import io.leanagentic.AgentRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The replicated machine of the guide: accounts, and what is in them. */
public final class Ledger implements StateMachine<Ledger.Command, Ledger.Balance, Ledger.State> {
  // region commands
  public sealed interface Command {}

  public record Book(String account, long amount) implements Command {}

  public record Ask(String account) implements Command {}

  public record Balance(long amount, long index) {}

  public record State(Map<String, Long> accounts, long index) {}

  // endregion

  private final Map<String, Long> accounts = new TreeMap<>();
  private long index;

  /** Has no accounts. */
  public Ledger() {}

  // region apply
  @Override
  public Balance apply(Command command, LogPosition at) {
    if (!(command instanceof Book(var account, var amount)) || amount == 0) {
      throw new IllegalArgumentException("nothing to book: " + command);
    }
    index = at.index();
    return new Balance(accounts.merge(account, amount, Long::sum), index);
  }

  @Override
  public Balance read(Command question) {
    if (!(question instanceof Ask(var account))) {
      throw new IllegalArgumentException("no question: " + question);
    }
    return new Balance(accounts.getOrDefault(account, 0L), index);
  }

  // endregion

  @Override
  public State snapshot() {
    return new State(Map.copyOf(accounts), index);
  }

  @Override
  public void restore(State snapshot) {
    accounts.clear();
    accounts.putAll(snapshot.accounts());
    index = snapshot.index();
  }

  static Cluster join(AgentRuntime runtime, int own, Path folder) {
    // region voters
    Voters voters = Voters.of("127.0.0.1:2561", "127.0.0.1:2562", "127.0.0.1:2563");
    var config =
        ClusterConfig.loopback(2550 + own)
            .withSeeds("127.0.0.1:2551", "127.0.0.1:2552", "127.0.0.1:2553")
            .withVoters(voters.at("127.0.0.1:256" + own, folder));
    return Cluster.join(runtime, config);
    // endregion
  }

  static long book(Cluster cluster) {
    // region use
    ReplicatedMachine<Command, Balance> ledger =
        cluster.machine("ledger", Command.class, Balance.class, State.class, Ledger::new);
    ledger.submit(new Book("anna", 100), Duration.ofSeconds(60)).join();
    Balance balance = ledger.read(new Ask("anna"), Duration.ofSeconds(60)).join();
    // endregion
    return balance.amount();
  }
}
