#!/bin/bash
# Debian's packages that the tests need, LibreOffice 25.2 or later among them.
# Nothing is touched when all are there; without the right to install, the one command to run is named.
set -euo pipefail
export LC_ALL=C DEBIAN_FRONTEND=noninteractive

# Calc before 25.2 does not carry the names of our functions to and from .xlsx
office_needed=4:25.2
office=(libreoffice-calc libreoffice-writer python3-uno libreoffice-script-provider-python
    libreoffice-l10n-zh-cn libreoffice-dev)
others=(fonts-noto-cjk fonts-crosextra-carlito poppler-utils xvfb xdotool
    wine wine64 gcc-mingw-w64-x86-64 mingw-w64-tools libwine-dev python3-venv)
command -v node >/dev/null && command -v npm >/dev/null || others+=(nodejs npm) # from wherever they came

version_of() { dpkg-query -W -f '${db:Status-Status} ${Version}' "$1" 2>/dev/null | sed -n 's/^installed //p'; }

recent() { [ -n "$1" ] && dpkg --compare-versions "$1" ge "$office_needed"; }

absent() { # those of the packages named that are not installed
    local there
    there=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p') || true
    comm -23 <(printf '%s\n' "$@" | sort) <(sort <<<"$there")
}

candidate() { apt-cache policy "$1" | sed -n 's/^  Candidate: //p'; }

if ! command -v apt-get >/dev/null; then
    echo "tests/setup/apt.sh: this is no Debian; install what these packages hold by hand: ${office[*]} ${others[*]}" >&2
    exit 1
fi

missing=$(absent "${others[@]}")
if [ -n "$(absent "${office[@]}")" ] || ! recent "$(version_of libreoffice-calc)"; then
    office_missing=yes
else
    office_missing=
    [ -n "$missing" ] || exit 0
fi

if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || { [ -t 0 ] && sudo true; }; }; then
        exec sudo bash "${BASH_SOURCE[0]}"
    fi
    cat >&2 <<END
tests/run needs Debian packages that are not installed, and you are not root. Ask for this one command:

    sudo bash $(realpath "${BASH_SOURCE[0]}")

It runs apt-get install --no-install-recommends ${office_missing:+${office[*]} }${missing//$'\n'/ }
and needs root, Debian 12 or later, and LibreOffice ${office_needed#4:} or later: on Debian 12 it adds the suite
bookworm-backports of the machine's own package source for that.
END
    exit 1
fi

apt_get() { apt-get -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 "$@"; }

add_backports() { # from where this machine gets its Debian, whatever format its sources are written in
    local codename=$1 source
    # shellcheck disable=SC2016 # a variable of apt, not of bash
    source=$(apt-get indextargets --format '$(REPO_URI)' \
        'Created-By: Packages' "Codename: $codename" 'Component: main' | head -n 1)
    if [ -z "$source" ]; then
        echo "tests/setup/apt.sh: no apt source for $codename found; LibreOffice $office_needed is in $codename-backports" >&2
        exit 1
    fi
    printf '%s\n' 'Types: deb' "URIs: $source" "Suites: $codename-backports" 'Components: main' \
        'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg' \
        >"/etc/apt/sources.list.d/milestone-ledger-backports.sources"
    apt_get update
}

apt_get update
if [ -n "$office_missing" ]; then
    suite=()
    if ! recent "$(candidate libreoffice-calc)"; then
        codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
        apt-cache policy libreoffice-calc | grep -q "$codename-backports/" || add_backports "$codename"
        suite=(-t "$codename-backports")
    fi
    apt_get install -y --no-install-recommends "${suite[@]}" "${office[@]}"
    if ! recent "$(version_of libreoffice-calc)"; then
        echo "tests/setup/apt.sh: LibreOffice $office_needed or later is needed, this is $(version_of libreoffice-calc)" >&2
        exit 1
    fi
fi
# shellcheck disable=SC2086 # a list of words
[ -z "$missing" ] || apt_get install -y --no-install-recommends $missing
