package io.leanagentic.orchestration.spi;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Reply;
import io.leanagentic.capability.Val;
import io.leanagentic.orchestration.Hedge;
import io.leanagentic.orchestration.QuorumRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One question to the members of a quorum. Checked: the rule fits the members.
 *
 * @param runtime of the members; time comes from its clock
 * @param members that may vote, each once, in the order in which they are asked
 * @param question makes the message to a member from the reply it is to carry; runs once for each,
 *     in any thread
 * @param rule when the votes suffice
 * @param deadline when it ends at the latest; more than zero
 * @param hedge how many are asked at first; empty for all
 * @param farewell what is sent to members that were asked and had not answered at the end
 * @param <M> the messages of the members
 * @param <V> their answers
 */
public record Poll<M, V>(
    AgentRuntime runtime,
    @Val List<AgentRef<M>> members,
    @Val Function<? super Reply<V>, ? extends M> question,
    QuorumRule<? super V> rule,
    Duration deadline,
    Optional<Hedge> hedge,
    @Val Optional<M> farewell) {}
