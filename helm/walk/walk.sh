#!/usr/bin/env bash
# docs/install.md, walked by a script: installs the chart on the cluster of $KUBECONFIG, whose node pulls from the folder $IMAGES_DIR, and asks it for a container
# until that runs, and until it is gone; then upgrades it in the middle of work. Says how long each step took. Needs what ./sprout test has built and installed, and a cluster that is on this
# machine: RIG_DIR=… ../shared/kube/kube-up.sh --node, with IMAGES_DIR=$RIG_DIR/images.
set -euo pipefail

here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root="$here/../.."
helm="$root/helm/node_modules/.bin/helm"
: "${KUBECONFIG:?names no cluster}" "${IMAGES_DIR:?names no folder}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
began=$(date +%s%N)
[[ -x /usr/sbin/nginx ]] || { echo "walk: nginx is needed, for the image of the pages. On Debian and Ubuntu: apt-get install nginx." >&2; exit 1; }
say() { printf '%6d ms  %s\n' "$((($(date +%s%N) - began) / 1000000))" "$*"; }
fail() {
  say "$*"
  kubectl -n sprout-system get pods -o wide || true
  kubectl -n sprout-system get events --sort-by=.lastTimestamp | tail -n 20 || true
  for service in web gateway lifecycle provisioner; do kubectl -n sprout-system logs "deploy/sprout-$service" --tail=20 || true; done
  exit 1
}

"$here/publish.sh" "$root/services/bin/images"
say "services published"
python3 "$here/images.py" "$IMAGES_DIR" "$root/services/bin/images"
say "images made"

kubectl create namespace sprout-system
kubectl -n sprout-system create secret generic redis-secret --from-literal=redis-password="$(head -c 24 /dev/urandom | base64)"
"$helm" upgrade --install sprout "$root/helm/sprout" --namespace sprout-system -f "$root/helm/sprout/values-local.yaml" -f "$here/values.yaml" --wait --timeout 3m >"$work/notes" ||
  fail "the chart did not come up"
say "installed, and all of it ready"
"$helm" test sprout --namespace sprout-system --timeout 1m >"$work/test" || { cat "$work/test"; fail "helm test failed"; }
say "helm test passed"

key=$(kubectl -n sprout-system get secret sprout-keys -o jsonpath='{.data.service-key}' | base64 -d)
# The answer in the end, and nothing of those before it: curl's own repeats print them all. What went wrong meanwhile is told on the side.
api() {
  local answer attempt
  answer=$(mktemp -p "$work")
  for attempt in {1..20}; do
    if curl -sS --fail-with-body -o "$answer" -H "X-API-Key: $key" "$@"; then
      cat "$answer"
      return
    fi
    echo "asked again ($attempt): $(head -c 300 "$answer")" >&2
    sleep 1
  done
  return 1
}
# The node is this machine, so the cluster's addresses are reached from here: the pages' nginx, as the ingress controller would.
pages="http://$(kubectl -n sprout-system get service sprout-web -o jsonpath='{.spec.clusterIP}')"
url="$pages/api/containers"
# All of it first: curl would take it for an error that nobody reads on.
{ api "$pages/" >"$work/page" && grep -qi '<!doctype html' "$work/page"; } || fail "the pages are not there"
field() { python3 -c 'import json,sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }

until_status() { # id, what it is to be
  for _ in {1..300}; do
    status=$(api "$url/$1" | field status)
    [[ $status != "$2" ]] || return 0
    [[ $status != failed ]] || break
    sleep 0.1
  done
  api "$url/$1"
  fail "the container is $status and not $2"
}

id=$(api -H 'Content-Type: application/json' -d '{"image":"nginx:latest"}' "$url" | field id)
say "a container was asked for: $id"
until_status "$id" running
say "it runs"
kubectl -n walked get pods,services,ingresses -l "sprout.dev/container=$id"
api "$url/$id/logs" | head -n 1
api -X DELETE "$url/$id" >"$work/deleted"
until_status "$id" deleted
say "it is gone"

# An upgrade in the middle of work: every process is exchanged, Redis stays, and what is asked for meanwhile runs all the same.
"$helm" upgrade sprout "$root/helm/sprout" --namespace sprout-system -f "$root/helm/sprout/values-local.yaml" -f "$here/values.yaml" --set settings.Serilog__MinimumLevel__Default=Warning --wait --timeout 3m >"$work/upgrade" &
upgrade=$!
ids=()
for number in 1 2 3; do
  ids+=("$(api -H 'Content-Type: application/json' -H "Idempotency-Key: walk-$number" -d '{"image":"nginx:latest"}' "$url" | field id)")
  sleep 2
done
wait "$upgrade" || fail "the upgrade did not come up"
say "upgraded"
for id in "${ids[@]}"; do until_status "$id" running; done
say "what was asked for meanwhile runs"
refused=0
for service in gateway lifecycle provisioner; do
  refused=$((refused + $(kubectl -n sprout-system logs "deploy/sprout-$service" | grep -ci 'forbidden' || true)))
done
((refused == 0)) || fail "the cluster refused something that Sprout asked for"
say "nothing that Sprout asked of the cluster was refused"
