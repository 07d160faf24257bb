#!/bin/sh
# Runs Carnet, or its tests, from this checkout, after installing what is missing.
#   sh packaging/checkout.sh run [ARGUMENTS OF CARNET]
#   sh packaging/checkout.sh test [ARGUMENTS OF PYTEST]
# On Debian and Ubuntu it also installs the system libraries that Qt needs. Everything else goes into .venv here.
set -eu
cd "$(dirname "$0")/.."
task=${1:-run}
[ $# -eq 0 ] || shift

qt_libraries="libgl1 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 libgssapi-krb5-2"
window_libraries="libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxkbcommon-x11-0 libxcb-xkb1 libxcb-shape0"

# libgl1 and the like may be known to dpkg under a newer name (libglib2.0-0t64), so look for the files themselves.
missing_libraries() {
    for pair in libGL.so.1 libEGL.so.1 libglib-2.0.so.0 libdbus-1.so.3 libfontconfig.so.1 libxkbcommon.so.0 \
        libgssapi_krb5.so.2 libxcb-cursor.so.0 libxcb-icccm.so.4 libxcb-keysyms.so.1 libxkbcommon-x11.so.0 \
        libxcb-xkb.so.1 libxcb-shape.so.0
    do
        ldconfig -p 2>/dev/null | grep -q "$pair" || return 0
    done
    return 1
}

wanted=""
if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then wanted="python3 python3-venv"; fi
if [ "$(uname -s)" = Linux ] && missing_libraries; then wanted="$wanted $qt_libraries $window_libraries"; fi
if [ -n "$wanted" ] && command -v apt-get >/dev/null 2>&1; then
    as_root=""
    if [ "$(id -u)" -ne 0 ]; then as_root="sudo"; fi
    $as_root apt-get update -qq
    # shellcheck disable=SC2086 # a list of packages
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $wanted
elif [ -n "$wanted" ]; then
    echo "Carnet needs these, under the names your system gives them: $wanted" >&2
fi

if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Carnet needs Python 3.11 or newer; this is $(python3 --version)." >&2
    exit 1
fi

case $task in
run) lock=packaging/requirements.lock ;;
test) lock=packaging/requirements-test.lock ;;
*)
    echo "usage: sh packaging/checkout.sh run|test [ARGUMENTS]" >&2
    exit 2
    ;;
esac

# An environment that was installed from these very files is left as it is; the one for tests serves to run as well.
stamp=$(cat pyproject.toml packaging/requirements.lock packaging/requirements-test.lock src/carnet/__init__.py | cksum)
if [ "$(cat ".venv/installed-$task" 2>/dev/null || cat .venv/installed-test 2>/dev/null)" != "$stamp" ]; then
    python3 -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
    echo "$stamp" >".venv/installed-$task"
fi

case $task in
run) exec .venv/bin/carnet "$@" ;;
test) exec .venv/bin/python -m coverage run -m pytest -n auto --maxprocesses 8 "$@" ;;
esac
