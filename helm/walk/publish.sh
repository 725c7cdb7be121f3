#!/usr/bin/env bash
# What the images have in them: published by the Dockerfile's own command, but from what `./sprout test` has built, into a folder. What is there already is not made again.
#   publish.sh FOLDER    then FOLDER/Sprout.Gateway and so on
# Compiling ahead takes half a minute, and so is left to SPROUT_TEST_LONG=1: else the Dockerfile's own command, as it stands, runs nowhere but there.
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

# Two at a time would write the same files. macOS has no flock.
exec 9>"$folder/.lock"
! command -v flock >/dev/null || flock 9
cd "$root"
# Publishing removes nothing: what another reference or name has left behind would be in no image.
stamp="$folder/.published"
if [[ ! -f "$stamp" || -n $(find contracts libraries services Directory.*.props global.json \( -name bin -o -name obj -o -name node_modules \) -prune -o \
  \( -name '*.*proj' -o -name '*.props' -o -name '*.lock.json' -o -name global.json \) -newer "$stamp" -print -quit) ]]; then
  rm -rf "$folder"/Sprout.*
fi
# As there: of no other packages than the lock files name.
CI=true bash -c "${command%/app}\"\$1\" -p:NoBuild=true -p:PublishReadyToRun=$ahead -nodeReuse:false -nologo -v:q" publish "$folder"
touch "$stamp"
