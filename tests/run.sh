#!/usr/bin/env bash
# Runs the test projects that are built, three at a time, and ends with the line "N passed, N failed, N skipped".
# With an argument only those whose full name contains it. Fails when a test failed, when a project crashed, and when one that was not filtered ran nothing.
# SPROUT_TEST_SKIPS names a list of what may be skipped (skips.txt): then also when anything else was.
# With CI=true up to three specs that failed are tried once more, alone, when all others are done. Those that pass then are shaky: they count as passed, and stand
# there with how they failed, to be mended.
set -uo pipefail

here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
results="$here/../TestResults"
most_shaky=3
rm -rf "$results"
mkdir -p "$results"
trap 'kill $(jobs -p) 2>/dev/null; exit 130' INT TERM

run() { # project file, how its specs are chosen
  local name status=0 began=$SECONDS
  name=$(basename "$1" .csproj)
  shift
  # xunit's own runner: `dotnet test` starts three more processes for each project.
  dotnet "$here/$name/bin/Release/net10.0/$name.dll" "$@" -noColor -trx "$results/$name.trx" >"$results/$name.log" 2>&1 || status=$?
  echo "$status" >"$results/$name.status"
  echo "$((SECONDS - began))" >"$results/$name.seconds"
}

counter() { # file, name
  sed -n "s/.*<Counters .*\b$2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1
}

specs_that() { # Passed or Failed, file: each by its name with arguments, as it stands there
  sed -n "/<UnitTestResult .*outcome=\"$1\"/s/.* testName=\"\([^\"]*\)\".*/\1/p" "$2" | sort -u
}

# Only where nothing but specs failed: a crash, and what fails after a spec when it is cleared away, is not told by trying the spec again.
pass_alone() { # project's name, its exit code
  local failed spec chosen=() again="$results/$1.again"
  [[ $2 == 1 && $(counter "$results/$1.trx" error) == 0 ]] || return 1
  failed=$(specs_that Failed "$results/$1.trx")
  while read -r spec; do chosen+=(-method "$spec"); done < <(sed 's/(.*//' <<<"$failed" | sort -u)
  if dotnet "$here/$1/bin/Release/net10.0/$1.dll" "${chosen[@]}" -noColor -trx "$again.trx" >"$again.log" 2>&1 &&
    [[ -z $(comm -23 <(echo "$failed") <(specs_that Passed "$again.trx")) ]]; then
    sed 's/^/    shaky, for it passed alone: /' <<<"$failed"
  else
    echo "    and alone:"
    sed 's/^/    /' "$again.log"
    return 1
  fi
}

skipped_specs() { # file: each spec that was skipped, without its arguments, and why
  awk '
    /<UnitTestResult .*outcome="NotExecuted"/ { spec = $0; sub(/.* testName="/, "", spec); sub(/[("].*/, "", spec); why = "" }
    spec { text = $0; gsub(/<[^>]*>/, "", text); gsub(/^ +| +$/, "", text); why = why (text ? " " text : "") }
    spec && (/<\/UnitTestResult>/ || /<UnitTestResult [^>]*\/>/) { print spec ":" why; spec = "" }
  ' "$1"
}

may_be_skipped() { # spec
  local where pattern
  while IFS='|' read -r where pattern _; do
    where=${where// /} pattern=${pattern// /}
    # shellcheck disable=SC2053 # It is a pattern.
    [[ $where == always || ($where == no-cluster && -z ${SPROUT_TEST_KUBECONFIG:-}) ]] && [[ $1 == $pattern ]] && return
  done < <(grep -v '^#' "$SPROUT_TEST_SKIPS")
  return 1
}

# Those that take longest go first. They wait more than they compute, so three at a time keep two cores busy.
projects=()
for name in EndToEnd MassTransit.RedisStreams Web Gateway Telemetry; do
  projects+=("$here/Sprout.$name.Tests/Sprout.$name.Tests.csproj")
done
for project in "$here"/*.Tests/*.csproj; do
  [[ " ${projects[*]} " == *"/$(basename "$project") "* ]] || projects+=("$project")
done

# A filter asks only the projects in which its last word stands, where there are some: each that is started in vain takes seconds.
chosen=()
if (($#)); then
  chosen=(-method "*$1*")
  word=${1##*.}
  meant=()
  for project in "${projects[@]}"; do
    ! grep -rqF --include='*.cs' -- "$word" "$(dirname "$project")" && [[ $(basename "$project") != *"$word"* ]] || meant+=("$project")
  done
  ((${#meant[@]} == 0)) || projects=("${meant[@]}")
fi

for project in "${projects[@]}"; do
  while (($(jobs -rp | wc -l) >= 3)); do wait -n; done
  run "$project" "${chosen[@]}" &
done
wait

passed=0 failed=0 skipped=0 broken=0 shaky=0
for project in "${projects[@]}"; do
  name=$(basename "$project" .csproj)
  status=$(cat "$results/$name.status" 2>/dev/null || echo none)
  total=0 ok=0 bad=0
  if [[ -f "$results/$name.trx" ]]; then
    total=$(counter "$results/$name.trx" total)
    ok=$(counter "$results/$name.trx" passed)
    bad=$(counter "$results/$name.trx" failed)
  fi
  total=${total:-0} ok=${ok:-0} bad=${bad:-0}
  passed=$((passed + ok)) skipped=$((skipped + total - ok - bad))
  printf '%-46s %5d passed %3d failed %3d skipped %5d s\n' "$name" "$ok" "$bad" "$((total - ok - bad))" "$(cat "$results/$name.seconds" 2>/dev/null || echo 0)"
  if ((bad > 0)); then
    sed 's/^/    /' "$results/$name.log"
    if [[ ${CI:-} == true ]] && ((shaky + bad <= most_shaky)) && pass_alone "$name" "$status"; then
      shaky=$((shaky + bad)) passed=$((passed + bad))
    else
      failed=$((failed + bad))
    fi
  elif [[ $status != 0 ]]; then
    echo "    $name did not finish (exit code $status):"
    tail -n 40 "$results/$name.log" | sed 's/^/    /'
    broken=1
  elif ((total == 0 && $# == 0)) && compgen -G "$(dirname "$project")/*.cs" >/dev/null; then
    echo "    $name ran nothing"
    broken=1
  fi
  if ((total > ok + bad)); then
    read=0
    while read -r line; do
      read=$((read + 1))
      if [[ -z ${SPROUT_TEST_SKIPS:-} ]] || may_be_skipped "${line%%:*}"; then
        echo "    skipped: $line"
      else
        echo "    must not be skipped here, and so counts as failed: $line"
        failed=$((failed + 1)) skipped=$((skipped - 1))
      fi
    done < <(skipped_specs "$results/$name.trx")
    if [[ -n ${SPROUT_TEST_SKIPS:-} ]] && ((read < total - ok - bad)); then
      echo "    $name skipped more than the $read that its results name: does xunit write them in another way?"
      broken=1
    fi
  fi
done

((shaky == 0)) || echo "Shaky: $shaky of those that passed did so only when they were tried again, alone."
((passed + failed > 0)) || { echo "No test ran."; broken=1; }
echo "$passed passed, $failed failed, $skipped skipped"
((failed == 0 && broken == 0))
