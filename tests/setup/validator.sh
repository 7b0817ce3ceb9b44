#!/bin/bash
# Microsoft's Open XML SDK validator, as the npm package that its lock file names, in the cache.
# --where prints its folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source cache.sh

folder=$cache/validator-$(digest validator.sh validator/package.json validator/package-lock.json)
if [ "${1:-}" = --where ]; then
    echo "$folder"
    exit
fi

fill() {
    cp validator/package.json validator/package-lock.json "$1"
    retry npm ci --prefix "$1" --no-audit --no-fund --loglevel=error
}
build "$folder" fill
