#!/bin/sh
# Starts caseapp, its tests or its commands, and first sets up whatever this machine still lacks.
#
#   ./caseapp.sh run              set up, then serve a demo instance
#   ./caseapp.sh test [ARGS]      set up with what tests need, then run pytest with ARGS
#   ./caseapp.sh COMMAND [ARGS]   set up, then run that command of caseapp (try: --help)
#
# What set-up says goes to standard error: standard output belongs to the command (--json).
set -eu

say() { printf 'caseapp: %s\n' "$*" >&2; }
refuse() { say "$@"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# A cron job or a systemd unit may hand over next to no environment; a developer's shell may hand
# over settings that would send pip or python somewhere else, or let every process compile anew.
clean_environment() {
    PATH="${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    PYTHONUTF8=1
    export PATH PYTHONUTF8
    unset CDPATH PYTHONHOME PYTHONPATH PYTHONSTARTUP PYTHONDONTWRITEBYTECODE
    unset PIP_USER PIP_TARGET PIP_PREFIX PIP_NO_BINARY
    here=$(dirname -- "$(readlink -f -- "$0")")
    here=$(cd -- "$here" && pwd -P)
    venv=$here/.venv
    if [ ! -d "${HOME:-}" ]; then
        HOME=$venv/home # fontconfig and Chromium want a place for their caches
        export HOME
    fi
}

# Prints the first python that will do: 3.11 or newer, with all that a .venv is made from.
find_python() {
    for name in python3 python3.13 python3.12 python3.11 python3.14; do
        have "$name" || continue
        if "$name" -I -c '
import sys, venv, ensurepip, ssl, sqlite3, ctypes
sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
}

# True if a PostgreSQL server is installed, where Debian puts it: the tests start one of their own.
has_server() {
    for server in /usr/lib/postgresql/*/bin/postgres; do
        [ ! -x "$server" ] || return 0
    done
    return 1
}

# Tells Debian's package to make and start no server of its own: the tests have theirs.
forbid_server() {
    settings=/etc/postgresql-common
    file=$settings/createcluster.conf
    [ ! -e "$file" ] || file=$settings/createcluster.d/caseapp.conf
    $as_root mkdir -p -- "$(dirname -- "$file")"
    echo 'create_main_cluster = false' | $as_root tee -- "$file" >/dev/null
}

# Prints the Debian packages without which a .venv can be neither made nor used.
missing_packages() {
    libraries=$(ldconfig -p 2>/dev/null || true)
    lacks() { case $libraries in *"$1"*) return 1 ;; esac; }
    if ! "$venv/bin/python" -I -S -c '' 2>/dev/null && [ -z "$(find_python)" ]; then
        echo python3 python3-venv
    fi
    [ -e /etc/ssl/certs/ca-certificates.crt ] || [ -n "${SSL_CERT_FILE:-}" ] || echo ca-certificates
    ! lacks libpango-1.0.so.0 || echo libpango-1.0-0
    ! lacks libpangoft2-1.0.so.0 || echo libpangoft2-1.0-0
    ! lacks libharfbuzz-subset.so.0 || echo libharfbuzz-subset0
    [ "$kind" = test ] || return 0
    have chromium-headless-shell || have chromium || have chromium-browser ||
        have google-chrome || have google-chrome-stable || echo chromium-headless-shell
    ! lacks libatomic.so.1 || echo libatomic1 # the browser driver's own runtime is linked to it
    has_server || echo postgresql
}

# Prints the packages by the names that this system has them under: the browser without windows is
# a package of its own only in newer releases, and costs the tests a third less than the whole one.
known() {
    for package in "$@"; do
        case $package in chromium-headless-shell)
            apt-cache show "$package" >/dev/null 2>&1 || package=chromium
            ;;
        esac
        printf '%s\n' "$package"
    done
}

install_packages() {
    order="apt-get install $*"
    have apt-get || refuse "please install these first (Debian's names): $*"
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif have sudo && { sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }; }; then
        as_root=sudo
    else
        refuse "please install what is missing as root: $order"
    fi
    say "installing system packages: $*"
    case " $* " in *" postgresql "*) forbid_server ;; esac
    log=$(mktemp)
    apt="$as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 apt-get -q -y -o DPkg::Lock::Timeout=300"
    # $apt is several words on purpose, and packages are single ones: none of them holds a space.
    # shellcheck disable=SC2046,SC2086
    if ! { $apt update && $apt install --no-install-recommends $(known "$@"); } >"$log" 2>&1 </dev/null; then
        tail -n 15 "$log" >&2
        rm -f "$log"
        refuse "the system packages could not be installed; try as root: $order"
    fi
    rm -f "$log"
}

# One line that changes whenever the .venv must be looked at again: locks, folder or interpreter.
fingerprint() {
    version=$("$venv/bin/python" -I -S -c 'import sys; print(sys.version)' 2>/dev/null) || return 1
    printf '%s %s %s\n' "$(cat "$here"/requirements*.txt | cksum)" "$here" "$version" | tr '\n' ' '
}

ready() {
    [ -f "$venv/ready-$kind" ] && [ ! -e "$venv/unfinished" ] &&
        print=$(fingerprint) && [ "$print" = "$(cat "$venv/ready-$kind")" ]
}

# Only one start at a time builds; the others wait here and then find it done. The lock is held on
# this very file, so that nothing is left behind whatever ends us.
wait_for_turn() {
    exec 9<"$here/caseapp.sh"
    have flock || return 0
    if ! flock -n 9 2>/dev/null; then
        say "another start is setting up; waiting for it"
        flock 9 || true # a file system without locks: go on without
    fi
}

# True if the .venv there can be built upon: whole, made in this folder, by a python still there.
sound() {
    [ ! -e "$venv/unfinished" ] && grep -qF -- "$venv" "$venv/pyvenv.cfg" 2>/dev/null &&
        "$venv/bin/python" -I -m pip --version >/dev/null 2>&1
}

build_venv() {
    if ! sound; then
        python=$(find_python)
        [ -n "$python" ] || refuse "Python 3.11 or newer is needed; $(python3 -V 2>&1 || true) is too old or incomplete"
        say "making .venv with $("$python" -V)"
        rm -rf -- "$venv"
        mkdir -- "$venv"
        : >"$venv/unfinished"
        "$python" -m venv "$venv" || refuse "the .venv could not be made"
    fi
    : >"$venv/unfinished"
    say "installing the locked dependencies of $(basename -- "$lock") (the first time a few minutes)"
    # The lock names everything, so nothing is worked out anew; and what is never imported need not
    # be compiled. Both together take half the time.
    "$venv/bin/python" -I -m pip install --quiet --disable-pip-version-check --no-input \
        --no-deps --no-compile --require-hashes --only-binary :all: -r "$lock" >&2 ||
        refuse "the dependencies could not be installed; the reason stands above"
    "$venv/bin/python" -I -c 'import weasyprint, sqlcipher3, argon2' >&2 ||
        refuse "the dependencies are installed but do not load; the reason stands above"
    fingerprint >"$venv/ready-$kind"
    rm -f -- "$venv/unfinished"
    say "set-up done"
}

set_up() {
    [ -z "$(missing_packages)" ] && ready && return
    wait_for_turn
    # Package names are single words: splitting them is what is wanted.
    # shellcheck disable=SC2046
    set -- $(missing_packages)
    [ $# = 0 ] || install_packages "$@"
    ready || build_venv
    exec 9<&- # or the lock would live as long as the server
}

if [ $# = 0 ]; then
    sed -n '4,6s/^#  *//p' "$0" >&2
    exit 2
fi
clean_environment
kind=run
case $1 in test | bench) kind=$1 ;; esac # a benchmark's yardstick is among the tests' packages
lock=$here/requirements.txt
[ "$kind" = run ] || lock=$here/requirements-test.txt
set_up
[ -d "$HOME" ] || mkdir -p -- "$HOME"
case $1 in
test)
    shift
    cd -- "$here"
    # All of them are shared out among the processors and one more, as a fifth of the time is waiting
    # (browsers, servers, the PDF process); a chosen few start sooner in one process.
    [ $# -gt 0 ] || set -- -n "$(($(nproc) + 1))" --dist worksteal
    exec "$venv/bin/python" -m pytest "$@"
    ;;
run) export CASEAPP_ENV="${CASEAPP_ENV:-demo}" ;;
esac
# Paths given to a command are the caller's, so the folder stays; -P keeps what lies in it from
# being taken for a module.
export PYTHONPATH="$here"
exec "$venv/bin/python" -P -m caseapp "$@"
