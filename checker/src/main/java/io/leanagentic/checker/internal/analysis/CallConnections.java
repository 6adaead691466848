package io.leanagentic.checker.internal.analysis;

import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.Provenance;
import io.leanagentic.checker.internal.region.ReferenceKind;
import io.leanagentic.checker.internal.region.RegionState;
import io.leanagentic.checker.internal.report.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of its inputs a call connects with each other and with its result.
 *
 * <p>A method whose body is known connects what that body connects, a {@link MethodSummary}. Any
 * other connects everything: it may store each input in every other, and its result may be part of
 * all of them. Most methods do less, so the tables say which arguments a method of the JDK does not
 * keep; those are no inputs here.
 */
final class CallConnections {
  /**
   * The mutable inputs of a call.
   *
   * @param summary what the method connects, or null if that is not known
   * @param given what it returns of what it may only read, or null
   * @param apart whether the receiver is no input, so that what is connected with it is held
   */
  record Mix(
      List<Part> parts,
      @Nullable MethodSummary summary,
      @Nullable ReferenceKind given,
      boolean apart,
      String into,
      int line) {}

  /** One input, and its number in a {@link MethodSummary}. */
  record Part(AbstractValue value, int node) {}

  private final BodyAnalysis body;

  CallConnections(BodyAnalysis body) {
    this.body = body;
  }

  /** Why the region of a result is held, or null. */
  @Nullable Provenance note(Mix mix, int region) {
    if (region < 0 || !body.state.held(region)) {
      return null;
    }
    for (Part part : mix.parts) {
      if (part.value.note() != null) {
        return part.value.note();
      }
    }
    return mix.summary == null ? null : mix.summary.note();
  }

  /** Connects what the call may connect; returns the region of the result, or -1. */
  int connect(Mix mix, boolean creates) {
    int region = creates ? body.state.fresh() : -1;
    if (!body.scope.enforces(Rule.REGION_MERGE)) {
      return mix.parts.isEmpty() ? region : body.state.fresh();
    }
    Provenance why = new Provenance(Provenance.Cause.STORED, mix.into, mix.line);
    if (mix.summary != null) {
      return connectAsSummarised(mix, mix.summary, why);
    }
    for (Part part : mix.parts) {
      if (part.value.regional()) {
        int next = part.value.region();
        region = region < 0 ? next : body.state.merge(region, next, why);
      }
    }
    return region;
  }

  /** Connects only what the method's body connects; returns the region of the result, or -1. */
  private int connectAsSummarised(Mix mix, MethodSummary summary, Provenance why) {
    int result = body.state.fresh();
    List<Part> parts = mix.parts;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (!part.value.regional()) {
        continue;
      }
      int region = part.value.region();
      if (summary.connects(part.node, MethodSummary.RESULT)) {
        result = body.state.merge(result, region, why);
      }
      if (mix.apart && summary.connects(part.node, MethodSummary.RECEIVER)) {
        body.state.merge(RegionState.OUTER, region, why);
      }
      for (int j = i + 1; j < parts.size(); j++) {
        Part other = parts.get(j);
        if (other.value.regional() && summary.connects(part.node, other.node)) {
          body.state.merge(region, other.value.region(), why);
        }
      }
    }
    if (mix.apart && summary.connects(MethodSummary.RECEIVER, MethodSummary.RESULT)) {
      result = body.state.merge(RegionState.OUTER, result, why);
    }
    return result;
  }
}
