package io.leanagentic.demo.cluster;

import io.leanagentic.AgentLoop;
import io.leanagentic.AwaitException;
import io.leanagentic.Mailbox;
import io.leanagentic.Reply;
import io.leanagentic.orchestration.Lease;
import io.leanagentic.orchestration.LeaseHolder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Carries out orders while it has the lease of the venue. There is one on each node: those without
 * the lease wait for it.
 *
 * <p>That it has lost its lease it may not notice, or too late. So it does not look: it goes on
 * until the ledger refuses its token.
 *
 * @param node with its cluster and ledger
 * @param venue where orders are carried out
 */
record Engine(NodeContext node, Venue venue) implements AgentLoop<Engine.Look> {

  /** There are orders; the answer is how many this engine has carried out. */
  record Look(Reply<Long> filled) {}

  /** How long the lease lasts unless it is renewed. */
  static final Duration TTL = Duration.ofSeconds(5);

  private static final String VENUE = "venue";
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** Under which the engine with that token is published. */
  static String name(long token) {
    return "engine/" + token;
  }

  @Override
  public void run(Mailbox<Look> mailbox) {
    var holder = LeaseHolder.of(mailbox.self());
    while (true) {
      try {
        Lease lease = mailbox.await(node.cluster().leases().acquire(VENUE, holder, TTL, LONG));
        lease.keepAlive(LONG);
        serve(mailbox, lease);
      } catch (AwaitException e) {
        node.say("again", e); // a node that was not heard of has lost its place in the line
        mailbox.sleep(PAUSE);
      }
    }
  }

  private void serve(Mailbox<Look> mailbox, Lease lease) {
    long token = lease.token();
    boolean isPublished = false;
    long filled = 0;
    // The first one has nothing to book: from here on the ledger refuses engines before this one.
    TradeLedger.Result result = node.submit(new TradeLedger.Book(token, List.of()));
    while (!(result instanceof TradeLedger.Stale)) {
      if (!isPublished) {
        node.cluster().publish(name(token), Look.class, mailbox.self());
        node.say("lease", token);
        isPublished = true;
      }
      filled += result instanceof TradeLedger.Booked(int fresh) ? fresh : 0;
      node.say("filled", token, filled);
      List<TradeLedger.Item> items = await(mailbox, lease, filled);
      result = node.submit(new TradeLedger.Book(token, venue.fill(items)));
    }
    node.say("refused", token, ((TradeLedger.Stale) result).newest());
    node.cluster().withdraw(name(token));
    lease.release();
  }

  /** What is to be done next: nothing only if it may be that another one has the lease. */
  private List<TradeLedger.Item> await(Mailbox<Look> mailbox, Lease lease, long filled) {
    List<TradeLedger.Item> items = List.of();
    do {
      Optional<Look> look = mailbox.receive(PAUSE);
      while (look.isPresent()) {
        look.get().filled().send(filled);
        look = mailbox.poll();
      }
      if (node.read(new TradeLedger.NextWork()) instanceof TradeLedger.Work(var work)) {
        items = work;
      }
    } while (items.isEmpty() && lease.isHeld());
    return items;
  }
}
