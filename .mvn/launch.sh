#!/bin/sh
# Builds a program if something changed, then runs it on a JDK 25: what demo, bench and regress have in common.
#
#   sh .mvn/launch.sh demo|bench|regress [arguments]
set -eu
program=${1:?which program?}
shift
root=$(cd -P "$(dirname "$0")/.." && pwd)
case $program in
  demo)
    module=demos/trading
    target=$root/$module/target
    set -- --module-path "$target/lean-agentic-demo-trading.jar:$target/modules" --module io.leanagentic.demo/io.leanagentic.demo.Demo "$@"
    ;;
  bench | regress)
    module=benchmarks
    [ "$program" = bench ] || set -- --regress "$@"
    # The flag is for JMH 1.37, which uses Unsafe; without it each JVM begins with a warning.
    set -- --sun-misc-unsafe-memory-access=allow -jar "$root/$module/target/benchmarks.jar" "$@"
    ;;
  *) echo "launch: unknown program \"$program\"; there are demo, bench, regress" >&2; exit 2 ;;
esac
JAVA_HOME=$(sh "$root/.mvn/find-jdk.sh" 25) || exit 1
export JAVA_HOME
sh "$root/.mvn/build-if-changed.sh" "$module"
exec "$JAVA_HOME/bin/java" "$@"
