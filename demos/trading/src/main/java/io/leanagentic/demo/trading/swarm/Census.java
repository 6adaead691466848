package io.leanagentic.demo.trading.swarm;

import io.leanagentic.Reply;
import java.util.List;

/** Asks an agent for the profiles of itself and all agents below it, grouped by role. */
record Census(Reply<List<RoleProfile>> reply)
    implements Floor.Message, Desk.Message, Team.Message {}
