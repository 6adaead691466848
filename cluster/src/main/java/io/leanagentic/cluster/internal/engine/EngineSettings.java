package io.leanagentic.cluster.internal.engine;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.leanagentic.cluster.ClusterConfig;
import io.leanagentic.cluster.internal.link.Frame;
import java.time.Duration;
import java.util.Map;
import org.apache.pekko.actor.ActorSystem;

/** What the engine is told; nothing is read from files of the program. */
final class EngineSettings {
  /*
   * Why
   *   propagate-harmless-quarantine-events   with it, one sick node took a whole cluster down
   *   library-extensions                     else those of all parts of the engine on the class path are loaded,
   *                                          and pekko-actor-typed without pekko-cluster-typed is refused by it
   *   jmx.enabled                            several nodes may live in one process
   *   inbound-lanes                          all frames go to one actor
   *   outbound-restart-backoff               a node that starts again at its address is answered soon
   *   keep-majority, stable-after            two sides of a partition must not both go on
   *   gossip, leader actions                 joining takes a few rounds, and clusters are small
   */
  private static final String FIXED =
      """
      pekko {
        loggers = ["org.apache.pekko.event.jul.JavaLogger"]
        logging-filter = "org.apache.pekko.event.jul.JavaLoggingFilter"
        loglevel = WARNING
        stdout-loglevel = OFF
        log-dead-letters = off
        daemonic = on
        library-extensions = [
          "org.apache.pekko.serialization.SerializationExtension$", "org.apache.pekko.stream.SystemMaterializer$"
        ]
        jvm-shutdown-hooks = off
        coordinated-shutdown.run-by-jvm-shutdown-hook = off
        coordinated-shutdown.exit-jvm = off
        actor {
          provider = cluster
          allow-java-serialization = off
          default-dispatcher.fork-join-executor { parallelism-min = 2, parallelism-max = 4 }
          internal-dispatcher.fork-join-executor { parallelism-min = 2, parallelism-max = 4 }
        }
        remote.artery {
          propagate-harmless-quarantine-events = off
          advanced.inbound-lanes = 1
          advanced.buffer-pool-size = 32
          advanced.outbound-restart-backoff = 250ms
        }
        cluster {
          jmx.enabled = off
          log-info = off
          gossip-interval = 250ms
          leader-actions-interval = 250ms
          periodic-tasks-initial-delay = 250ms
          allow-weakly-up-members = off
          downing-provider-class = "org.apache.pekko.cluster.sbr.SplitBrainResolverProvider"
          split-brain-resolver.active-strategy = keep-majority
          configuration-compatibility-check.checkers.leanagentic = "%s"
        }
      }
      """
          .formatted(NameCheck.class.getName());

  private EngineSettings() {}

  static Config of(ClusterConfig config, int protocol) {
    Map<String, Object> own =
        Map.of(
            NameCheck.NAME,
            config.name(),
            NameCheck.PROTOCOL,
            protocol,
            "pekko.remote.artery.canonical.hostname",
            config.host(),
            "pekko.remote.artery.canonical.port",
            config.port(),
            "pekko.remote.artery.transport",
            config.tls().isPresent() ? "tls-tcp" : "tcp",
            "pekko.remote.artery.advanced.maximum-frame-size",
            Frame.MOST + 4096,
            "pekko.cluster.failure-detector.acceptable-heartbeat-pause",
            millis(config.failureTimeout()),
            "pekko.cluster.split-brain-resolver.stable-after",
            millis(config.stableAfter()));
    return ConfigFactory.parseMap(own)
        .withFallback(ConfigFactory.parseString(FIXED))
        .withFallback(ConfigFactory.defaultReference(ActorSystem.class.getClassLoader()))
        .resolve();
  }

  private static String millis(Duration time) {
    return time.toMillis() + "ms";
  }
}
