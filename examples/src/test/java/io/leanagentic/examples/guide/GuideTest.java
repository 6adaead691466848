package io.leanagentic.examples.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.AwaitException;
import io.leanagentic.Delivery;
import io.leanagentic.Directive;
import io.leanagentic.Supervision;
import io.leanagentic.Terminated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the guide do what the guide says. */
@Timeout(60)
final class GuideTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void helloGreets() {
    assertEquals("Hello, world", Printed.by(Hello::main));
  }

  @Test
  void theBankPays() {
    assertEquals("paid: true, left: 7000", Printed.by(Bank::main));
  }

  @Test
  void pairsGoAlong() {
    assertEquals(
        String.join(
            System.lineSeparator(),
            "/warehouse {order=42, parcels=3} packs a sofa",
            "/desk {order=42, parcels=3} packed a sofa",
            "outside {} done"),
        Printed.by(Accompanied::main));
  }

  @Test
  void aLambdaIsAnAgent() {
    assertEquals("tomtom", Kinds.lambda());
  }

  @Test
  void aLoopReceivesStepByStep() {
    assertEquals(40 + 42, Kinds.loop());
  }

  @Test
  void aLoopNoticesSilence() {
    assertEquals(3, Kinds.quietLoop());
  }

  @Test
  void aLoopAsksAgainUntilThereIsAnAnswer() {
    assertEquals("a poem after 3 tries", Retrying.work());
  }

  @Test
  void aLoopTakesWhatComesFirst() {
    assertEquals(List.of("the answer: yes"), Retrying.first());
  }

  @Test
  void aServiceFinishesWhatItHasBegun() {
    Closing.Outcome outcome = Closing.finished();
    assertEquals("Dear customer, ...", outcome.answer());
    assertTrue(outcome.report().drained(), outcome::toString);
  }

  @Test
  void whatAServiceCannotFinishIsToldAndReported() {
    Closing.Outcome outcome = Closing.cutShort();
    assertEquals("sorry, the runtime was closed before a promised answer came", outcome.answer());
    assertEquals(List.of("/clerk: a promised answer"), outcome.report().waiting());
  }

  @Test
  void mainWaitsForTheEndOfAService() throws InterruptedException {
    assertTrue(Closing.closed());
  }

  @Test
  void aBlockingAgentReadsAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("text"), "prices");
    assertEquals("prices", Kinds.blocking(file));
  }

  @Test
  void questionsWaitForThePrices() {
    try (var runtime = AgentRuntime.start()) {
      AgentRef<PriceBook.Command> book = runtime.spawn("prices", PriceBook::new);
      Await<Integer> tea = book.ask(reply -> new PriceBook.Command.PriceOf("tea", reply), PATIENCE);
      book.signal(new PriceBook.Command.Loaded(Map.of("tea", 3)));
      Await<Integer> salt =
          book.ask(reply -> new PriceBook.Command.PriceOf("salt", reply), PATIENCE);
      assertEquals(List.of(3, 0), List.of(tea.join(), salt.join()));
    }
  }

  @Test
  void aTypistTypesInOrderAndAnswersMeanwhile() throws InterruptedException {
    try (var runtime = AgentRuntime.start()) {
      var pages = new LinkedBlockingQueue<Typist.Page>();
      AgentRef<Typist.Page> machine = runtime.spawn((context, page) -> pages.add(page));
      AgentRef<Typist.Command> typist = runtime.spawn("typist", () -> new Typist(machine));
      Await<String> first = typist.ask(typed -> new Typist.Command.Letter("a", typed), PATIENCE);
      Await<String> second = typist.ask(typed -> new Typist.Command.Letter("b", typed), PATIENCE);
      assertEquals(0, typist.ask(Typist.Command.HowMany::new, PATIENCE).join());
      var page = pages.take();
      assertTrue(pages.isEmpty());
      page.reply().send("A");
      assertEquals("A", first.join());
      typist.stop();
      assertThrows(AwaitException.class, second::join);
    }
  }

  @Test
  void aHeartBeatsUntilNobodyAsks() {
    try (var runtime = AgentRuntime.start()) {
      AgentRef<Heartbeat.Command> heart = runtime.spawn("heart", Heartbeat::new);
      Await<Integer> beats = heart.ask(reply -> new Heartbeat.Command.After(3, reply), PATIENCE);
      assertTrue(beats.join() >= 3);
      assertTrue(heart.termination(PATIENCE).join().cause().isEmpty());
    }
  }

  @Test
  void childrenSumInParallel() {
    try (var runtime = AgentRuntime.start()) {
      AgentRef<ParallelSum.Command> sum = runtime.spawn("sum", ParallelSum::new);
      var parts =
          IntStream.range(0, 50)
              .mapToObj(i -> new ParallelSum.Part(i * 100L, i * 100L + 100))
              .toList();
      Await<Long> total = sum.ask(reply -> new ParallelSum.Command.Sum(parts, reply), PATIENCE);
      assertEquals(5000L * 4999 / 2, total.join());
    }
  }

  @Test
  void aWatcherIsToldOfAnEnd() {
    try (var runtime = AgentRuntime.start()) {
      AgentRef<String> watched = runtime.spawn("watched", (context, text) -> {});
      AgentRef<Mourner.Watch> mourner = runtime.spawn("mourner", Mourner::new);
      Await<String> end = mourner.ask(reply -> new Mourner.Watch(watched, reply), PATIENCE);
      watched.stop();
      assertEquals("/watched ended: it stopped", end.join());
    }
  }

  @Test
  void awaitsCompose() {
    assertEquals(List.of(9, 16, "3 * 3 = 9".length()), Asking.composed());
    assertEquals(9, Asking.fastest());
  }

  @Test
  void anAnswerThatDoesNotComeIsNamed() {
    assertEquals(
        "the answer of /silent to Asking.Square did not come within 20 ms", Asking.tooLate());
  }

  @Test
  void aCancelTravels() throws InterruptedException {
    assertTrue(Cancelling.cancelled());
    assertEquals(
        "the answer of /agency to Cancelling.Offer did not come within 50 ms", Cancelling.late());
    assertEquals("sold out", Cancelling.detached());
  }

  @Test
  void aPromiseIsKept() throws InterruptedException {
    assertEquals("from a thread of yours", Asking.promised());
    assertEquals(9, Asking.fed());
  }

  @Test
  void theBrokerBooksWhatIsPaid() {
    try (var runtime = AgentRuntime.start()) {
      AgentRef<Account.Command> account = runtime.spawn("account", Account::new);
      AgentRef<Broker.Command> broker = runtime.spawn("broker", () -> new Broker(account));
      account.signal(new Account.Command.Deposit(100));
      List<Await<String>> answers =
          List.of(
              broker.ask(reply -> new Broker.Command.Buy(60, reply), PATIENCE),
              broker.ask(reply -> new Broker.Command.BuyNext(60, reply), PATIENCE),
              broker.ask(reply -> new Broker.Command.BuyNext(40, reply), PATIENCE));
      List<String> texts = Await.all(answers).join();
      assertEquals("declined", texts.get(1));
      // Which of the other two is booked first is open: other messages may come before an answer.
      assertEquals(Set.of("order 1", "order 2"), Set.of(texts.get(0), texts.get(2)));
    }
  }

  @Test
  void aCycleOfAwaitsNamesItsAgents() {
    String message = AwaitCycle.run();
    assertTrue(message.contains("/anna awaits the answer of /ben"), message);
    assertTrue(message.contains("/ben awaits the answer of /anna"), message);
  }

  @Test
  void aFullMailboxSaysSo() throws InterruptedException {
    assertEquals(
        List.of(
            Delivery.ACCEPTED,
            Delivery.ACCEPTED,
            Delivery.ACCEPTED,
            Delivery.PRESSURED,
            Delivery.PRESSURED,
            Delivery.REJECTED,
            Delivery.REJECTED),
        Deliveries.fromAThread());
  }

  @Test
  void aMailboxThatDropsItsOldestKeepsTheNewest() throws InterruptedException {
    assertEquals(List.of(0, 4, 5), Deliveries.latest());
  }

  @Test
  void aFastProducerGoesAtThePaceOfItsConsumer() {
    var result = Pressure.run();
    assertEquals(IntStream.range(0, 5000).boxed().toList(), result.received());
    assertTrue(result.peakDepth() <= 10, () -> "peak depth " + result.peakDepth());
  }

  @Test
  void agentsThatFloodEachOtherGetToTheEnd() {
    var result = Flood.run();
    assertTrue(result.end().drained(), () -> result.toString());
    assertEquals(2 + (1 << 9) - 1, result.handled()); // two partners, a tree of serves
    assertEquals(0, result.deadLetters());
  }

  @Test
  void aFailureCostsOneMessageAndPerhapsTheState() {
    assertEquals(42, Supervised.sumAfterFailure(Supervision.resume()));
    assertEquals(2, Supervised.sumAfterFailure(Supervision.restart()));
    assertEquals(42, Supervised.sumAfterFailure(Supervised.careful()));
  }

  @Test
  void theCarefulOneTellsFailuresApart() {
    Supervision careful = Supervised.careful();
    assertEquals(Directive.RESUME, careful.directiveFor(new NumberFormatException()));
    assertEquals(Directive.ESCALATE, careful.directiveFor(new IllegalStateException()));
    assertEquals(Directive.RESTART, careful.directiveFor(new ArithmeticException()));
  }

  @Test
  void theThirdFailureIsTheLast() {
    Terminated end = Supervised.limited();
    assertInstanceOf(NumberFormatException.class, end.cause().orElseThrow());
  }

  @Test
  void aFailureGoesUpToTheParent() {
    assertEquals(List.of("/team/parser ESCALATE", "/team STOP"), Supervised.escalated());
  }

  @Test
  void aChannelKeepsOrder() throws InterruptedException {
    assertEquals(List.of(0, 1, 2, 3, 4), Channels.pipeline());
  }

  @Test
  void selectTakesFromBoth() throws InterruptedException {
    assertEquals(List.of("order 7", "quote AAPL"), Channels.select().stream().sorted().toList());
  }

  @Test
  void helpersShareTheJobs() throws InterruptedException {
    assertEquals(5050, Channels.shared());
  }

  @Test
  void aRuntimeTellsOfItself() {
    var printed =
        Printed.by(() -> {
          var look = Observing.look();
          // A turn of at most 64 messages counts when it ends; the last answer may be here before
          // that.
          assertTrue(look.profile().handled() >= 200 - 64, () -> "" + look.profile());
          assertTrue(look.metrics().handled() >= 200 - 64, () -> "" + look.metrics());
          assertEquals(200, look.metrics().waiting().samples());
        });
    assertEquals(6, printed.lines().count());
  }

  @Test
  void aDeadLetterIsSeen() {
    assertEquals(List.of("hello to /gone: STOPPED"), Observing.deadLetters());
  }

  @Test
  void anAgentThatHoldsItsWorkerIsNamed() throws InterruptedException {
    var stuck = Observing.stuck();
    assertEquals("/rude", stuck.agent().path());
    assertTrue(stuck.stack().stream().anyMatch(f -> f.getClassName().contains("Observing")));
  }
}
