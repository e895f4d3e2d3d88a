#!/bin/sh
# Sees to the system packages that pip and npm cannot bring.
#
#   packaging/system.sh WHAT...      WHAT: venv | qt | xvfb | chromium | cc
#
# Installs only what is missing, and only where root (or sudo without a password) is at hand;
# says in one sentence what to install where it is not. Does nothing outside Linux.
set -eu

qt="libglib2.0-0:libglib-2.0.so.0 libgl1:libGL.so.1 libegl1:libEGL.so.1
    libfontconfig1:libfontconfig.so.1 libxkbcommon0:libxkbcommon.so.0 libdbus-1-3:libdbus-1.so.3
    libxcb-cursor0:libxcb-cursor.so.0 libxcb-icccm4:libxcb-icccm.so.4
    libxcb-keysyms1:libxcb-keysyms.so.1 libxcb-shape0:libxcb-shape.so.0
    libxcb-xkb1:libxcb-xkb.so.1 libxkbcommon-x11-0:libxkbcommon-x11.so.0
    libxcb-image0:libxcb-image.so.0 libxcb-render-util0:libxcb-render-util.so.0"
xvfb="xvfb:Xvfb xauth:xauth"
chromium="chromium:chromium fonts-dejavu-core:DejaVuSans.ttf"
cc="gcc:cc libc6-dev:stdio.h"

# Whether a library, a program or a font is there. $1: its name
present() {
    case $1 in
    *.so.*) { ldconfig -p || /sbin/ldconfig -p; } 2>/dev/null | grep -qF "$1" ;;
    *.ttf) find /usr/share/fonts -name "$1" 2>/dev/null | grep -q . ;;
    *.h) [ -e "/usr/include/$1" ] ;;
    ensurepip) "${PYTHON:-python3}" -c 'import ensurepip, venv' 2>/dev/null ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
    esac
}

[ "$(uname -s)" = Linux ] || exit 0

missing=""
for what in "$@"; do
    case $what in
    venv) pairs="python3-venv:ensurepip" ;;
    qt) pairs=$qt ;;
    xvfb) pairs=$xvfb ;;
    chromium) pairs=$chromium ;;
    cc) pairs=$cc ;;
    *) echo "system.sh: expected venv, qt, xvfb, chromium or cc, got '$what'" >&2; exit 2 ;;
    esac
    for pair in $pairs; do
        present "${pair#*:}" || missing="$missing ${pair%%:*}"
    done
done
[ -n "$missing" ] || exit 0

ask="Inkroom needs these packages, please install them:$missing"
if ! command -v apt-get >/dev/null 2>&1; then
    echo "$ask (names as in Debian)" >&2
    exit 1
fi
if [ "$(id -u)" = 0 ]; then
    root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    root="sudo -n"
else
    echo "$ask    (sudo apt-get install$missing)" >&2
    exit 1
fi

echo "Installing$missing"
install() {
    # shellcheck disable=SC2086  # both are lists of words
    $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        $missing >/dev/null </dev/null
}
# The package list of a fresh machine is empty or old.
install 2>/dev/null || { $root apt-get update -qq </dev/null && install; } || {
    echo "$ask    (apt-get could not)" >&2
    exit 1
}
