package io.leanagentic.demo.trading.swarm;

import io.leanagentic.AgentProfile;
import io.leanagentic.AgentRef;
import io.leanagentic.capability.Val;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured of all agents of one role.
 *
 * @param role which one
 * @param agents how many
 * @param retired how many of them ended early, because they failed
 * @param handled messages handled by all of them
 * @param busyNanos estimated time they took for that: sum of each one's messages times its mean
 * @param peakDepth the fullest any of their mailboxes was seen
 */
public record RoleProfile(
    Role role, int agents, int retired, long handled, double busyNanos, int peakDepth) {

  /** Of one agent. */
  static RoleProfile of(Role role, AgentRef<?> agent) {
    AgentProfile profile = agent.profile();
    return new RoleProfile(
        role,
        1,
        agent.isAlive() ? 0 : 1,
        profile.handled(),
        profile.handled() * profile.meanNanos(),
        profile.peakDepth());
  }

  private RoleProfile plus(RoleProfile other) {
    return new RoleProfile(
        role,
        agents + other.agents,
        retired + other.retired,
        handled + other.handled,
        busyNanos + other.busyNanos,
        Math.max(peakDepth, other.peakDepth));
  }

  /** One profile for each role, in the order of the roles. */
  @Val
  static List<RoleProfile> merge(Collection<RoleProfile> profiles) {
    Map<Role, RoleProfile> byRole = new EnumMap<>(Role.class);
    for (RoleProfile profile : profiles) {
      byRole.merge(profile.role(), profile, RoleProfile::plus);
    }
    return List.copyOf(byRole.values());
  }

  /** Mean time for one message, in nanoseconds. */
  public double meanNanos() {
    return handled == 0 ? 0 : busyNanos / handled;
  }
}
