#!/bin/sh
# Builds a program if something changed, then runs it on a JDK 25: what demo, agents, bench, regress, prove and soak share.
#
#   sh .mvn/launch.sh demo|agents|bench|regress|prove|soak [arguments]
set -eu
program=${1:?which program?}
shift
root=$(cd -P "$(dirname "$0")/.." && pwd)
case $program in
  demo)
    if [ "${1:-}" = cluster ]; then
      shift
      module=demos/cluster
      target=$root/$module/target
      set -- -cp "$target/lean-agentic-demo-cluster.jar:$target/libraries/*" io.leanagentic.demo.cluster.ClusterDemo "$@"
    else
      module=demos/trading
      target=$root/$module/target
      set -- --module-path "$target/lean-agentic-demo-trading.jar:$target/modules" --module io.leanagentic.demo/io.leanagentic.demo.Demo "$@"
    fi
    ;;
  agents)
    module=observe
    set -- -cp "$root/$module/target/classes" io.leanagentic.observe.Agents "$@"
    ;;
  bench | regress)
    module=benchmarks
    [ "$program" = bench ] || set -- --regress "$@"
    # The flag is for JMH 1.37, which uses Unsafe; without it each JVM begins with a warning.
    set -- --sun-misc-unsafe-memory-access=allow -jar "$root/$module/target/benchmarks.jar" "$@"
    ;;
  prove)
    module=concurrency-tests
    target=$root/$module/target
    # Lincheck weaves its switches into the classes that it checks.
    set -- -XX:+EnableDynamicAgentLoading --sun-misc-unsafe-memory-access=allow \
      --add-exports java.base/jdk.internal.util=ALL-UNNAMED --add-opens java.base/jdk.internal.misc=ALL-UNNAMED \
      --add-opens java.base/java.lang=ALL-UNNAMED "-Dprove.folder=$target/prove" \
      "-Dprove.models=$root/$module/models" \
      -cp "$target/classes:$target/libraries/*" io.leanagentic.proof.Prove "$@"
    ;;
  soak)
    module=concurrency-tests
    target=$root/$module/target
    set -- -Xmx96m "-Djava.util.logging.config.file=$root/$module/soak-logging.properties" "-Dsoak.folder=$target/soak" \
      "-Dsoak.documents=$root/docs" -cp "$target/classes:$target/libraries/*" io.leanagentic.soak.Soak "$@"
    ;;
  *) echo "launch: unknown program \"$program\"; there are demo, agents, bench, regress, prove, soak" >&2; exit 2 ;;
esac
JAVA_HOME=$(sh "$root/.mvn/find-jdk.sh" 25) || exit 1
export JAVA_HOME
sh "$root/.mvn/build-if-changed.sh" "$module"
exec "$JAVA_HOME/bin/java" "$@"
