package io.leanagentic.demo.trading.report;

import io.leanagentic.capability.Box;
import io.leanagentic.demo.trading.ledger.Money;
import io.leanagentic.demo.trading.review.Proposal;
import io.leanagentic.demo.trading.review.Reviewer;
import io.leanagentic.demo.trading.risk.Alert;
import io.leanagentic.demo.trading.swarm.LeaseEvent;
import io.leanagentic.demo.trading.swarm.LeaseEvent.Kind;
import io.leanagentic.demo.trading.swarm.Oversight;
import io.leanagentic.demo.trading.swarm.Review;
import io.leanagentic.examples.console.Format;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the page says about quorums, the lease and alerts. */
final class OversightPart {

  private static final int NOTABLE = 10;
  private static final int MOST_RENEWALS = 6;

  private final Setup setup;
  private final Oversight oversight;

  OversightPart(Setup setup, Oversight oversight) {
    this.setup = setup;
    this.oversight = oversight;
  }

  String quorumNote() {
    return "%s: %s did, %s were approved and %s refused. These are the ones that found the least agreement; \u00b7 is a vote that was not needed any more."
        .formatted(
            capital(setup.review().toText()),
            Format.count(oversight.reviews().size()),
            Format.count(oversight.count(true)),
            Format.count(oversight.count(false)));
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  String notable() {
    return reviews(
        oversight.reviews().stream()
            .sorted(
                Comparator.comparingLong((Review review) -> -review.count(false))
                    .thenComparingLong(review -> -review.ruling().proposal().amount()))
            .limit(NOTABLE)
            .sorted(Comparator.comparingInt(review -> review.ruling().proposal().tick().seq()))
            .toList());
  }

  String allTitle() {
    return "All " + Format.count(oversight.reviews().size()) + " reviews";
  }

  String all() {
    return reviews(oversight.reviews());
  }

  private String reviews(@Box List<Review> reviews) {
    var html =
        new StringBuilder(
            "<table class=\"votes\">\n<tr><th>Date</th><th>order</th><th>amount</th><th>of equity</th>");
    for (Reviewer reviewer : Reviewer.values()) {
      html.append("<th>").append(reviewer.label()).append("</th>");
    }
    html.append("<th>took</th><th></th></tr>\n");
    for (Review review : reviews) {
      row(html, review);
    }
    return html.append("</table>\n").toString();
  }

  private void row(StringBuilder html, Review review) {
    Proposal proposal = review.ruling().proposal();
    String order =
        (proposal.isPurchase() ? "buy " : "sell ")
            + setup.market().symbol(proposal.order().instrument());
    html.append("<tr>");
    cell(html, "", proposal.tick().bar().date().toString());
    cell(html, "", order);
    cell(html, "", Money.dollars(proposal.amount()));
    cell(html, "", Format.percent(proposal.share() / 1000.0));
    for (Reviewer reviewer : Reviewer.values()) {
      Boolean vote = review.votes().get(reviewer);
      cell(
          html,
          vote == null ? "none" : vote ? "yes" : "no",
          vote == null ? "\u00b7" : vote ? "yes" : "no");
    }
    cell(html, "", Format.nanos(review.took().toNanos()));
    boolean approved = review.ruling().approved();
    cell(html, approved ? "yes" : "no", approved ? "approved" : "refused");
    html.append("</tr>\n");
  }

  private static void cell(StringBuilder html, String style, String text) {
    html.append(style.isEmpty() ? "<td>" : "<td class=\"" + style + "\">")
        .append(Html.escape(text))
        .append("</td>");
  }

  String leaseNote() {
    return "Two execution engines hear the same; the one with the lease of the venue fills. Each grant has a greater token, and venue and ledger refuse older ones. Renewed "
        + Format.count(oversight.count(Kind.RENEWED))
        + " times.";
  }

  /** Each grant and loss, and the first renewals after each. */
  String lease() {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("", "engine", "token", "after"));
    int renewals = 0;
    for (LeaseEvent event : oversight.lease()) {
      if (event.kind() != Kind.RENEWED || ++renewals <= MOST_RENEWALS) {
        rows.add(
            List.of(
                event.kind().label(),
                event.engine(),
                Long.toString(event.token()),
                Format.nanos(event.at().toNanos())));
      }
    }
    return Html.table(rows);
  }

  String alertsNote() {
    return "Broadcast to the desks of all %d instruments when the level of risk changes; heard %s times, as often as it should be."
        .formatted(oversight.desks(), Format.count(oversight.heard()));
  }

  String alerts() {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("Date", "level", "below the peak"));
    for (Alert alert : oversight.alerts()) {
      rows.add(
          List.of(
              alert.date().toString(),
              alert.level().label(),
              Format.percent(alert.loss() / 1000.0)));
    }
    return Html.table(rows);
  }
}
