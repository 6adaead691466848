package io.leanagentic.cluster.internal.engine;

import com.typesafe.config.Config;
import java.util.List;
import org.apache.pekko.cluster.ConfigValidation;
import org.apache.pekko.cluster.JoinConfigCompatChecker;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Lets nodes in only if they are of the same cluster and speak the same protocol; the engine makes
 * it, by its name.
 */
public final class NameCheck extends JoinConfigCompatChecker {
  static final String NAME = "leanagentic.name";
  static final String PROTOCOL = "leanagentic.protocol";

  /** Makes the check. */
  public NameCheck() {}

  @Override
  public Seq<String> requiredKeys() {
    return CollectionConverters.asScala(List.of(NAME, PROTOCOL)).toList();
  }

  @Override
  public ConfigValidation check(Config toCheck, Config actual) {
    return fullMatch(requiredKeys(), toCheck, actual);
  }
}
