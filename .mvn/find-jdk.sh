#!/bin/sh
# Prints the home of a JDK of at least the given version (25 when none is given); used by mvnw, launch.sh and .ci/run.
#
#   sh .mvn/find-jdk.sh 25
#
# Order: JAVA_HOME, the javac on the PATH, then the lowest sufficient version in the usual JVM folders. A JDK is known by
# bin/javac and by the version in its `release` file. Run it as a process: its loops need globbing, which mvnw switches off.
set -u
wanted=${1:-25}
case $wanted in
  '' | *[!0-9]*) echo "find-jdk: the version must be a whole number such as 25, not '$wanted'" >&2; exit 2 ;;
esac
seen=''
best=''
best_version=0

# Prints the feature version (17, 25, ...) of the JDK in $1; fails if there is no JDK.
version_of() {
  [ -x "$1/bin/javac" ] || [ -x "$1/bin/javac.exe" ] || return 1
  version=''
  [ ! -r "$1/release" ] || version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9][0-9]*\).*/\1/p' "$1/release" | head -n 1)
  [ -n "$version" ] || version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9][0-9]*\).*/\1/p')
  [ -n "$version" ] && printf '%s\n' "$version"
}

# Prints the folder two levels above the program $1 after following its links.
home_of() {
  file=$1
  while [ -h "$file" ]; do
    link=$(readlink "$file") || return 1
    case $link in
      /*) file=$link ;;
      *) file=$(dirname "$file")/$link ;;
    esac
  done
  (cd -P "$(dirname "$file")/.." 2>/dev/null && pwd)
}

# Takes $1 at once if it is sufficient.
take() {
  if v=$(version_of "$1") && [ "$v" -ge "$wanted" ]; then
    printf '%s\n' "$1"
    exit 0
  fi
  note "$1"
}

# Keeps $1 if it is sufficient and of a lower version than the best so far.
consider() {
  v=$(version_of "$1") || return 0
  if [ "$v" -ge "$wanted" ] && { [ "$best_version" -eq 0 ] || [ "$v" -lt "$best_version" ]; }; then
    best=$1
    best_version=$v
  fi
  note "$1"
}

note() {
  case "$seen" in *"
  $1 ("*) return 0 ;; esac
  v=$(version_of "$1") && v="JDK $v" || v='no JDK'
  seen="$seen
  $1 ($v)"
}

if [ -n "${JAVA_HOME-}" ]; then
  take "$JAVA_HOME"
fi
if javac=$(command -v javac) && home=$(home_of "$javac"); then
  take "$home"
fi
for home in \
  /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /usr/local/openjdk* /opt/java/* /opt/jdk* /opt/*jdk* \
  /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-/nonexistent}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
  /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
  "${SDKMAN_DIR:-${HOME:-/nonexistent}/.sdkman}"/candidates/java/* "${HOME:-/nonexistent}"/.jdks/* \
  "${HOME:-/nonexistent}"/.local/share/mise/installs/java/* "${HOME:-/nonexistent}"/.asdf/installs/java/* \
  "${HOME:-/nonexistent}"/.jbang/cache/jdks/* "${HOME:-/nonexistent}"/.gradle/jdks/* \
  '/c/Program Files'/*/jdk*; do
  [ -d "$home" ] && consider "$home"
done
if [ -z "$best" ] && [ -x /usr/libexec/java_home ]; then
  home=$(/usr/libexec/java_home -F -v "$wanted+" 2>/dev/null) && consider "$home"
fi
if [ -n "$best" ]; then
  printf '%s\n' "$best"
  exit 0
fi

{
  echo "No JDK of version $wanted or later was found. lean-agentic needs a JDK $wanted (with javac) to build and run."
  if [ -n "$seen" ]; then
    echo "Looked at:$seen"
  else
    echo 'JAVA_HOME is not set, there is no javac on the PATH and none of the usual folders holds a JDK.'
  fi
  echo 'Install one, for example:'
  echo "  Debian, Ubuntu   apt install openjdk-$wanted-jdk"
  echo "  Fedora           dnf install java-$wanted-openjdk-devel"
  echo "  macOS            brew install openjdk@$wanted"
  echo "  SDKMAN           sdk install java $wanted-tem"
  echo 'or let JAVA_HOME point to the home of one that is already there.'
} >&2
exit 1
