#!/bin/sh
# Builds one module, with what it depends on, if a source or a pom is newer than the last build; used by launch.sh.
#
#   JAVA_HOME=... sh .mvn/build-if-changed.sh benchmarks
#
# Says what it does on the standard error only, and shows Maven's output only when the build fails. Tests do not run.
set -eu
module=${1:?which module?}
root=$(cd -P "$(dirname "$0")/.." && pwd)
stamp=$root/$module/target/launcher.stamp

# A folder is newer, too, when a file of it was removed or renamed.
changed() {
  [ -e "$stamp" ] || return 0
  [ -n "$(find "$root"/pom.xml "$root"/.mvn "$root"/*/pom.xml "$root"/*/src/main "$root"/*/src/proof \
    "$root"/demos/*/pom.xml "$root"/demos/*/src/main -newer "$stamp" -print 2>/dev/null | head -n 1)" ]
}

# One build at a time; without flock two at once disturb each other, as two of Maven do.
mkdir -p "$root/$module/target"
if command -v flock >/dev/null; then
  exec 9>"$root/$module/target/launcher.lock"
  flock 9
fi

changed || exit 0
if [ -e "$stamp" ]; then
  echo 'building...' >&2
else
  echo 'building (first time, about a minute)...' >&2
fi
log=$(mktemp)
trap 'rm -f "$log" "$log.stamp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
# Taken before the build, so that an edit during it counts as newer.
: >"$log.stamp"
rm -f "$stamp" # a build that fails or is interrupted is not taken for one
if "$root/mvnw" -B -ntp -f "$root/pom.xml" -pl "$module" -am -Dmaven.test.skip=true package >"$log" 2>&1; then
  touch -r "$log.stamp" "$stamp"
else
  status=$?
  cat "$log" >&2
  echo "the build of $module failed; its output is above" >&2
  exit "$status"
fi
