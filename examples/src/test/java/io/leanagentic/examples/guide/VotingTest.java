package io.leanagentic.examples.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.orchestration.Vote;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the page on quorums shows. */
@Timeout(60)
final class VotingTest {

  @Test
  void aMajorityApprovesOrRefuses() {
    assertEquals("3 approve", Voting.majority(500));
    assertEquals("refused", Voting.majority(5_000));
  }

  @Test
  void eachRuleHasItsOwnMeaning() {
    var any = List.of("two answers, whichever", "two that are equal");
    assertEquals(any, Voting.ruled(0, 0, 0));
    assertEquals(any, Voting.ruled(100, 0, 0));
    assertEquals(
        List.of(
            "more than half",
            "two",
            "two answers, whichever",
            "two that are equal",
            "two thirds",
            "weight of 3"),
        Voting.ruled(100, 0, 100));
    assertEquals(7, Voting.ruled(100, 100, 100).size());
  }

  @Test
  void aPredicateDecidesOverTheVotesSoFar() {
    int votes = Voting.predicate();
    assertTrue(votes >= 2 && votes <= 5, "votes: " + votes);
  }

  @Test
  void itEndsAsSoonAsItIsImpossible() {
    assertEquals(List.of(3, 2), Voting.early());
  }

  @Test
  void theDeadlineEndsItWithWhatThereIs() {
    assertEquals(List.of(1, 2, 0), Voting.deadline());
  }

  @Test
  void stragglersAreTold() throws InterruptedException {
    assertTrue(Voting.stragglers());
  }

  @Test
  void hedgingAsksFewAtFirst() {
    var result = Voting.hedged();
    assertTrue(result.isReached());
    assertEquals(2, result.votes().size());
    assertTrue(List.of(10, 20, 30).containsAll(result.votes().stream().map(Vote::value).toList()));
  }

  @Test
  void liarsAreNamedOrWereTooLate() {
    var said = Voting.byzantine();
    assertEquals("the price is 42", said.getFirst());
    assertTrue(said.size() == 1 || said.getLast().endsWith(" said 666"), said::toString);
  }

  @Test
  void anAgentGoesOnWithTheResultInATurn() {
    assertEquals(List.of(true, false, false), Voting.handler());
  }
}
