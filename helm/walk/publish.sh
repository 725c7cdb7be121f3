#!/usr/bin/env bash
# What the images have in them: published by the Dockerfile's own command, but from what `./sprout test` has built, into a folder. What is there already is not made again.
#   publish.sh FOLDER    then FOLDER/Sprout.Gateway and so on
# Compiling ahead takes half a minute, and so is left to SPROUT_TEST_LONG=1.
set -euo pipefail

root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$(mkdir -p "${1:?names no folder}" && cd -P "$1" && pwd)
command=$(sed -n 's/^RUN \(dotnet msbuild services\/Images.proj .*\)$/\1/p' "$root/Dockerfile")
[[ $command == *"=/app" ]] || { echo "publish: the Dockerfile publishes in another way." >&2; exit 1; }
case $(uname -m) in
  x86_64) export TARGETARCH=amd64 ;;
  *) export TARGETARCH=arm64 ;;
esac
ahead=true
[[ ${SPROUT_TEST_LONG:-} == 1 ]] || ahead=false

# Two at a time would write the same files.
exec 9>"$folder/.lock"
flock 9
cd "$root"
# As there: of nothing but what the lock files name.
CI=true exec bash -c "${command%/app}$folder -p:NoBuild=true -p:PublishReadyToRun=$ahead -nodeReuse:false -nologo -v:q"
