# shellcheck shell=bash
# Sourced by the scripts beside it: where built tools are kept, and how one is built whole or not at all.
# A tool's folder is named after a digest of all that decides what is in it, so a stale one is never found.

cache=${XDG_CACHE_HOME:-$HOME/.cache}/milestone-ledger

say() { printf 'tests/setup: %s\n' "$*" >&2; }

digest() { cat "$@" | sha256sum | cut -c1-16; }

retry() { # registries fail now and then; the third failure is believed
    local pause
    for pause in 3 15; do
        "$@" && return
        say "failed, again in $pause s: $*"
        sleep "$pause"
    done
    "$@"
}

# build FOLDER FUNCTION: FUNCTION fills the folder it is given; FOLDER appears only if it succeeded.
# Never call this in a condition: bash would let FUNCTION go on after a failed step.
build() {
    local folder=$1 fill=$2 half
    [ ! -d "$folder" ] || return 0
    mkdir -p "$cache"
    exec 9>"$cache/lock" # two test runs at once: the second waits, then finds the tool there
    flock -w 900 9
    if [ ! -d "$folder" ]; then
        say "building $folder"
        rm -rf "$cache"/half-built.* # of a run that was killed
        half=$(mktemp -d "$cache/half-built.XXXXXX")
        "$fill" "$half"
        chmod 755 "$half"
        mv "$half" "$folder"
    fi
    exec 9>&-
}
