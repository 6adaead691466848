package io.leanagentic.cluster.internal.consensus;

import io.leanagentic.AgentRuntime;
import io.leanagentic.cluster.ClusterException;
import io.leanagentic.cluster.ReplicatedMachine;
import io.leanagentic.cluster.StateMachine;
import io.leanagentic.cluster.Voters;
import io.leanagentic.cluster.spi.MessageCodec;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** A node's part in the logs: it keeps them if it is a voter, and asks the voters in any case. */
public final class Consensus implements AutoCloseable {
  /*
   * Structure
   *   One Raft group for each machine, all on one port. LogClient turns commands into bytes and hands them to the group's
   *   channel (RaftNode); on each voter, RaftMachine gets them in the order of the log and hands them to a Replica, which
   *   turns them into commands again for the user's state machine.
   *
   *     LogClient -> LogChannel -> engine -> RaftMachine -> Replica -> StateMachine
   *
   *   The engine lives from the join to the end of the cluster here. It does not end when this node is given up by the
   *   others: who may write is decided by the majority of the voters alone.
   *
   *   Two jars of the engine share packages, so they cannot be modules: they are on the class path, and this module reads
   *   it. No class but those named Raft… names a type of the engine, so that none is linked before.
   *
   * Invariants
   *   L1  an answered command outlives any minority of the voters       ReplicatedMachineTest.aLeaderMayDie
   *   L2  without a majority nothing is answered                        ReplicatedMachineTest.withoutAMajorityNothingIsAnswered
   *   L3  a voter that starts again has what it had                     ReplicatedMachineTest.withoutAMajorityNothingIsAnswered
   *   L4  a command has one number, however often it is sent, so that voters take it once
   *                                                                      RaftCallsTest.aCommandKeepsItsNumber
   */
  static {
    Consensus.class.getModule().addReads(Consensus.class.getClassLoader().getUnnamedModule());
  }

  private static final String NAMES = "[A-Za-z0-9][A-Za-z0-9_-]{0,99}";

  private final AgentRuntime runtime;
  private final MessageCodec codec;
  private final RaftNode node;
  private final Set<String> names = new HashSet<>(); // guarded by this

  private Consensus(AgentRuntime runtime, MessageCodec codec, RaftNode node) {
    this.runtime = runtime;
    this.codec = codec;
    this.node = node;
  }

  /**
   * Starts.
   *
   * @param cluster its name: the logs of other clusters are other logs
   * @throws ClusterException if that fails; it says why
   */
  public static Consensus start(
      AgentRuntime runtime, String cluster, Voters voters, MessageCodec codec) {
    return new Consensus(runtime, codec, RaftNode.start(cluster, voters));
  }

  /** See {@link io.leanagentic.cluster.Cluster#machine}. */
  public <C, R, S> ReplicatedMachine<C, R> machine(
      String name,
      Class<C> commands,
      Class<R> results,
      Class<S> snapshots,
      Supplier<? extends StateMachine<C, R, S>> machine) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(machine, "machine");
    if (!name.matches(NAMES)) {
      throw new IllegalArgumentException(
          "the name of the machine is " + name + "; allowed: letters, digits, _ and -, up to 100");
    }
    return open(name, commands, results, snapshots, machine);
  }

  /** As {@link #machine}, with any name. */
  public synchronized <C, R, S> ReplicatedMachine<C, R> open(
      String name,
      Class<C> commands,
      Class<R> results,
      Class<S> snapshots,
      Supplier<? extends StateMachine<C, R, S>> machine) {
    var commandFormat = codec.format(commands);
    var resultFormat = codec.format(results);
    var snapshotFormat = codec.format(snapshots);
    if (!names.add(name)) {
      throw new IllegalStateException(
          "the machine " + name + " is open on this node; allowed: each of them once");
    }
    try {
      LogChannel channel =
          node.open(
              name,
              () -> {
                StateMachine<C, R, S> fresh = Objects.requireNonNull(machine.get(), "the machine");
                return new Replica<>(fresh, commandFormat, resultFormat, snapshotFormat);
              });
      return new LogClient<>(runtime, name, channel, commandFormat, resultFormat);
    } catch (RuntimeException e) {
      names.remove(name);
      throw e;
    }
  }

  /** Whether this node leads the voters of {@code machine} at the moment. */
  boolean leads(String machine) {
    return node.leads(machine);
  }

  @Override
  public void close() {
    node.close();
  }
}
