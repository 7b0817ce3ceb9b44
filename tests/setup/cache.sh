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

# build FOLDER FUNCTION: FUNCTION fills the folder it is given; FOLDER appears only if it succeeded
build() {
    local folder=$1 fill=$2 half
    [ -d "$folder" ] && return
    mkdir -p "$cache"
    exec 9>"$cache/lock" # two test runs at once: the second waits, then finds the tool there
    flock 9
    if [ ! -d "$folder" ]; then
        say "building $folder"
        half=$(mktemp -d "$cache/half-built.XXXXXX")
        if ! (set -e; "$fill" "$half") 9>&-; then
            rm -rf "$half"
            say "could not build $folder"
            return 1
        fi
        chmod 755 "$half"
        mv "$half" "$folder"
    fi
    exec 9>&-
}
