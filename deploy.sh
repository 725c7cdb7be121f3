#!/usr/bin/env bash
# All of Sprout on this machine's k3s or k3d: ./deploy.sh --help
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/sprout" deploy "$@"
