# shellcheck shell=bash
# Sets the machine up for ./run, ./test and installer/build, which all source this file.
# Everything it says goes to stderr, so that the output of a command stays the command's own.

set -euo pipefail
ROOT=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
VENV=$ROOT/.venv

# set_up app|dev LIST...: the Debian packages of installer/debian/LIST.packages, then the Python environment.
set_up() {
    local requirements=$1
    shift
    install_packages "$@"
    make_environment "$requirements"
}

say() {
    printf '%s\n' "$*" >&2
}

# python_fit: the first Python here that is new enough and can make environments.
python_fit() {
    local candidate
    for candidate in python3 /usr/bin/python3 python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

# wanted_packages LIST...: one line a package, with its other names behind it.
wanted_packages() {
    sed -e '/^#/d' -e 's/|/ /g' "${@/#/$ROOT/installer/debian/}"
    [[ -x $VENV/bin/python ]] || python_fit >/dev/null || printf 'python3\npython3-venv\n'
}

# missing_packages LIST...: those of them that are not installed under any of their names.
missing_packages() {
    local wanted installed names name
    wanted=$(wanted_packages "$@")
    # shellcheck disable=SC2086 # each word is a package; unknown ones only make dpkg-query complain
    installed=$(dpkg-query --show --showformat='${Package} ${db:Status-Status}\n' $wanted 2>/dev/null || true)
    while read -r -a names; do
        for name in "${names[@]}"; do
            grep -qxF "$name installed" <<<"$installed" && continue 2
        done
        printf '%s\n' "${names[0]}"
    done <<<"$wanted"
}

install_packages() {
    if ! command -v dpkg-query >/dev/null; then
        say "This is not Debian: if the window does not open, install the libraries of installer/debian/window.packages."
        return
    fi
    local missing as_root=()
    mapfile -t missing < <(missing_packages "${@/%/.packages}")
    [[ ${#missing[@]} -gt 0 ]] || return 0
    if [[ $(id -u) != 0 ]]; then
        if ! may_use_sudo; then
            say "These system packages are missing. Ask an administrator to run this, then start again:"
            say "    apt-get update && apt-get install --no-install-recommends ${missing[*]}"
            exit 1
        fi
        as_root=(sudo)
    fi
    say "Installing system packages: ${missing[*]}"
    "${as_root[@]}" apt-get update -qq >&2 || say "Not every package list could be read; going on with what is there."
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# may_use_sudo: yes if sudo asks nothing, or if somebody is there to answer it.
may_use_sudo() {
    command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }
}

# make_environment app|dev: .venv with exactly the pinned packages; nothing to do while a stamp says so.
make_environment() {
    local name=$1 python
    [[ $(cat "$VENV/.set-up-$name" 2>/dev/null) != "$(stamp "$name")" ]] || return 0
    if ! environment_works; then
        if ! python=$(python_fit); then
            say "QA Desktop needs Python 3.11 or later; this machine has $(python3 --version 2>&1 || echo none)."
            exit 1
        fi
        say "Making the Python environment with $("$python" --version)"
        rm -rf "$VENV"
        "$python" -m venv "$VENV"
    fi
    say "Installing the pinned Python packages (requirements/$name.txt)"
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --only-binary :all: \
        --require-hashes --requirement "$ROOT/requirements/$name.txt" >&2
    add_the_application
    stamp "$name" >"$VENV/.set-up-$name"
    [[ $name == app ]] || stamp app >"$VENV/.set-up-app" # dev.txt holds every pin of app.txt
}

# environment_works: an environment knows its own path, so a moved checkout needs a new one.
environment_works() {
    "$VENV/bin/python" -c 'import pip' 2>/dev/null && grep -qF "$VENV" "$VENV/bin/pip"
}

# add_the_application: run from the checkout itself, so nothing has to be built or installed again.
add_the_application() {
    local packages
    packages=$("$VENV/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    printf '%s\n' "$ROOT" >"$packages/qa_desktop_checkout.pth"
    # shellcheck disable=SC2016 # the launcher expands these
    printf '#!/bin/sh\nexec "$(dirname "$(readlink -f "$0")")/python" -m qa_desktop "$@"\n' >"$VENV/bin/qa-desktop"
    chmod +x "$VENV/bin/qa-desktop"
}

stamp() {
    printf '%s %s\n' "$(sha256sum <"$ROOT/requirements/$1.txt")" "$VENV"
}
