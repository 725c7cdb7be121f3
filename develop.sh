#!/usr/bin/env bash
# Services and pages that change as they are edited: `./sprout dev`, with its arguments.
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/sprout" dev "$@"
