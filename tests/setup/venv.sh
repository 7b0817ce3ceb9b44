# shellcheck shell=bash
# Sourced by tests/run: a Python environment with the project and its tools, .venv unless another is active.
# A stamp tells whether it holds what pyproject.toml asks for; it is written last.

source tests/setup/cache.sh

if [ -z "${VIRTUAL_ENV:-}" ] || ! "$VIRTUAL_ENV/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    if ! .venv/bin/python -c '' 2>/dev/null; then
        python=
        for name in python3 python3.14 python3.13 python3.12 python3.11; do
            if "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
                python=$name
                break
            fi
        done
        if [ -z "$python" ]; then
            say "no Python 3.11 or later with venv was found"
            exit 1
        fi
        "$python" -m venv --clear .venv
    fi
    VIRTUAL_ENV=$PWD/.venv
fi
export VIRTUAL_ENV PATH=$VIRTUAL_ENV/bin:$PATH

stamp=$VIRTUAL_ENV/milestone-ledger.stamp
wanted="$(digest pyproject.toml tests/setup/linters.txt) $PWD"
if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
    say "installing the project into $VIRTUAL_ENV"
    retry python -m pip install -q -c tests/setup/linters.txt -e '.[dev]'
    echo "$wanted" >"$stamp"
fi
