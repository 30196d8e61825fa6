#!/bin/sh
# Make .venv ready to run AskFirst, or say in one sentence what is missing.
#
#   packaging/bootstrap.sh [check | system | machine | fleet | fleet-spark]
#
#   (nothing)     the program, and what the first tier of tests needs: make run, make test
#   check         also linters, type checker and whatever else Python needs: make check
#   system        also the programs that the second tier needs: X server, browser, cage, strace
#   machine       also what the third tier needs: a Debian made anew
#   fleet         the program, and what a head office's reports need (askfirst fleet)
#   fleet-spark   also what they need to run on Spark, Java included
#
# PYTHON=… names the Python to use. Root on Debian or Ubuntu gets the system packages
# installed; anyone else is told which ones are missing. A second run that finds nothing to do
# takes a fraction of a second. What apt and pip said is in build/setup.log.
set -eu
cd "$(dirname "$0")/.."
level=${1:-run}
case "$level" in
run | check | system | machine | fleet | fleet-spark) ;;
*)
    echo "AskFirst: packaging/bootstrap.sh knows no '$level'; its first lines say what it knows." >&2
    exit 2
    ;;
esac
unset PYTHONHOME PYTHONPATH
mkdir -p build
log=build/setup.log

fail() {
    printf 'AskFirst: %s\n' "$1" >&2
    exit 1
}

# Two makes at once would install into one folder at once.
if command -v flock >/dev/null 2>&1; then
    exec 9>build/setup.turn
    flock 9
fi

# What has to be loadable, and the Debian package that brings it: first the Python programs'
# own needs (mediapipe, LiteRT, Qt), then Python's in the built program, then Qt's on X11 and
# Wayland.
libraries='
libstdc++.so.6=libstdc++6 libatomic.so.1=libatomic1 libz.so.1=zlib1g libzstd.so.1=libzstd1
libcrypto.so.3=libssl3 libssl.so.3=libssl3 libsqlite3.so.0=libsqlite3-0 libffi.so.8=libffi8
libuuid.so.1=libuuid1 liblzma.so.5=liblzma5 libbz2.so.1.0=libbz2-1.0
libEGL.so.1=libegl1 libGL.so.1=libgl1 libGLESv2.so.2=libgles2 libOpenGL.so.0=libopengl0
libglib-2.0.so.0=libglib2.0-0 libgthread-2.0.so.0=libglib2.0-0 libdbus-1.so.3=libdbus-1-3
libfontconfig.so.1=libfontconfig1 libfreetype.so.6=libfreetype6 libbrotlidec.so.1=libbrotli1
libgssapi_krb5.so.2=libgssapi-krb5-2
libX11.so.6=libx11-6 libX11-xcb.so.1=libx11-xcb1 libxcb.so.1=libxcb1
libxcb-cursor.so.0=libxcb-cursor0 libxcb-icccm.so.4=libxcb-icccm4 libxcb-image.so.0=libxcb-image0
libxcb-keysyms.so.1=libxcb-keysyms1 libxcb-randr.so.0=libxcb-randr0
libxcb-render.so.0=libxcb-render0 libxcb-render-util.so.0=libxcb-render-util0
libxcb-shape.so.0=libxcb-shape0 libxcb-shm.so.0=libxcb-shm0 libxcb-sync.so.1=libxcb-sync1
libxcb-util.so.1=libxcb-util1 libxcb-xfixes.so.0=libxcb-xfixes0 libxcb-xkb.so.1=libxcb-xkb1
libxkbcommon.so.0=libxkbcommon0 libxkbcommon-x11.so.0=libxkbcommon-x11-0
libwayland-client.so.0=libwayland-client0 libwayland-cursor.so.0=libwayland-cursor0
libwayland-egl.so.1=libwayland-egl1
'
programs=''
case "$level" in
system | machine)
    programs='Xvfb=xvfb xauth=xauth xdotool=xdotool openbox=openbox'
    # The compositor of a shop's kiosk, and hands and eyes for what runs in it.
    programs="$programs cage=cage wtype=wtype grim=grim"
    # Whatever the kiosk calls is seen, and it has a network of its own meanwhile.
    programs="$programs strace=strace ip=iproute2"
    # The built program is made with these; its package's scripts are read by a checker.
    programs="$programs objdump=binutils icupkg=icu-devtools dpkg-deb=dpkg shellcheck=shellcheck"
    # The phone page is opened in a browser; whichever of these there is will do.
    command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 ||
        programs="$programs chromium=chromium"
    # Disks that fill up or lose their power can be made by root alone.
    [ "$(id -u)" != 0 ] || programs="$programs mkfs.ext4=e2fsprogs mount=mount"
    ;;
esac
# So can the Debian in which the package is tried.
[ "$level" != machine ] || [ "$(id -u)" != 0 ] || programs="$programs debootstrap=debootstrap"
# The tests on other days than today.
[ "$level" != machine ] || programs="$programs faketime=faketime"

# Spark runs on Java 17 or 21; PySpark takes the one that JAVA_HOME names, else the one on the path.
if [ "$level" = fleet-spark ] && [ ! -x "${JAVA_HOME:-}/bin/java" ]; then
    programs="$programs java=default-jre-headless"
fi

fits() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

makes_venv() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
        "$1" -c 'import virtualenv' >/dev/null 2>&1
}

# Sets $python: the first one that fits and can make a virtual environment, else the first
# one that fits.
find_python() {
    python=''
    for candidate in ${PYTHON:-python3.11 python3.12 python3.13 python3}; do
        fits "$candidate" || continue
        if makes_venv "$candidate"; then
            python=$candidate
            return
        fi
        [ -n "$python" ] || python=$candidate
    done
    [ -n "$python" ] || fail "no Python 3.11 or newer was found${PYTHON:+ at $PYTHON}; install one, or name it with PYTHON=/path/to/python."
}

# Prints the packages, one a line, of every library or program that is not here.
missing_packages() {
    "$python" - "$libraries" "$programs" <<'PYTHON_END'
import ctypes, os, shutil, sys

packages = []
for pair in sys.argv[1].split():
    name, _, package = pair.partition("=")
    try:
        ctypes.CDLL(name)
    except OSError:
        packages.append(package)
for pair in sys.argv[2].split():
    name, _, package = pair.partition("=")
    # Some lie where only root looks.
    if not shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin:/sbin"):
        packages.append(package)
for package in dict.fromkeys(packages):
    print(package)
PYTHON_END
}

# Prints every system package that $python still wants: for .venv, for running, for the tests.
wanted_packages() {
    if [ ! -x .venv/bin/python ] && ! makes_venv "$python"; then
        "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
    fi
    missing_packages
}

# Installs the packages named, or stops with a sentence.
install_packages() {
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        fail "please have these system packages installed (Debian and Ubuntu names), then try again: $*"
    fi
    export DEBIAN_FRONTEND=noninteractive
    # A mirror that is slow for once is asked again.
    apt='apt-get -o DPkg::Lock::Timeout=120 -o Acquire::Retries=5'
    lists=fresh
    # Old lists may still do: only a failed installation is a fault.
    $apt -o APT::Update::Error-Mode=any update >>"$log" 2>&1 ||
        lists=stale
    # What apt itself says of the size: "After this operation, 380 MB of … will be used."
    size=$(LC_ALL=C $apt install --assume-no --no-install-recommends "$@" 2>/dev/null |
        sed -n 's/^After this operation, \([0-9.,]* [kMG]*B\) of additional.*/ (\1)/p')
    echo "AskFirst: installing system packages$size: $*"
    $apt install -y --no-install-recommends "$@" >>"$log" 2>&1 && return
    [ $lists = fresh ] ||
        fail "apt-get could not refresh its package lists (is the network up? see $log), so these are not installed: $*"
    fail "apt-get could not install these packages (see $log): $*"
}

# One number for what .venv was made from: the lock, the project's own table (not the settings
# of the checkers), the Python and the place.
fingerprint() {
    "$1" - <<'PYTHON_END'
import hashlib, pathlib, sys, tomllib

lock = pathlib.Path("requirements-test.lock").read_bytes()
project = tomllib.loads(pathlib.Path("pyproject.toml").read_text("utf-8"))["project"]
whole = (lock, project, sys.version_info[:3], str(pathlib.Path.cwd()))
print(hashlib.sha256(repr(whole).encode()).hexdigest())
PYTHON_END
}

# Installs what one more lock has, unless just that was installed into this .venv: its file,
# what it is for, and its size and time when that was measured (docs/performance.md).
add_lock() {
    stamp=.venv/made-from-$(basename "$1" .lock)
    print=$(cat .venv/made-from "$1" | sha256sum)
    [ "$(cat "$stamp" 2>/dev/null)" != "$print" ] || return 0
    echo "AskFirst: adding $2 to .venv ($3)"
    .venv/bin/python -m pip --disable-pip-version-check --no-input install \
        --no-deps --require-hashes -r "$1" >>"$log" 2>&1 ||
        fail "the Python packages of $1 could not be fetched (is the network up? see $log)."
    printf '%s\n' "$print" >"$stamp"
}

is_current() {
    [ -z "${PYTHON:-}" ] || [ "$(cat .venv/made-by 2>/dev/null)" = "$PYTHON" ] || return 1
    [ -x .venv/bin/python ] && [ -f .venv/made-from ] || return 1
    print=$(fingerprint .venv/bin/python 2>/dev/null) || return 1
    [ "$(cat .venv/made-from)" = "$print" ]
}

make_venv() {
    echo 'AskFirst: setting up .venv (once; 0.7 GB, about a minute)'
    if "$python" -c 'import ensurepip' >/dev/null 2>&1; then
        "$python" -m venv .venv >>"$log" 2>&1 || fail "$python could not make .venv (see $log)."
    else
        "$python" -m virtualenv -q .venv >>"$log" 2>&1 || fail "$python could not make .venv (see $log)."
    fi
    pip=".venv/bin/python -m pip --disable-pip-version-check --no-input"
    $pip install --no-deps --require-hashes -r requirements-test.lock >>"$log" 2>&1 ||
        fail "the Python packages could not be fetched (is the network up? see $log)."
    # The build back end is one of the locked packages: nothing unpinned is fetched.
    $pip install --no-deps --no-build-isolation -e . >>"$log" 2>&1 ||
        fail "the package itself could not be installed (see $log)."
    # The confined child may not write what it compiles, so it is compiled beforehand.
    .venv/bin/python -m compileall -q kiosk >>"$log" 2>&1 || true
    printf '%s\n' "${PYTHON:-}" >.venv/made-by
    fingerprint .venv/bin/python >.venv/made-from
}

: >"$log"
current=no
if is_current; then
    current=yes
    python=.venv/bin/python
else
    case "$(uname -sm)" in
    'Linux x86_64') ;;
    *) fail "the face landmarks have no build for $(uname -sm); Linux on x86-64 is needed here." ;;
    esac
    rm -rf .venv
    find_python
fi
wanted=$(wanted_packages)
if [ -n "$wanted" ]; then
    # shellcheck disable=SC2086 # one word a package
    install_packages $wanted
    wanted=$(wanted_packages)
    [ -z "$wanted" ] || fail "still missing after installing (see $log): $wanted"
fi
[ $current = yes ] || make_venv
case "$level" in
check | system | machine)
    add_lock requirements.lock 'what checks and builds need' '0.7 GB, a minute or two'
    ;;
esac
case "$level" in
check | system | machine | fleet)
    add_lock requirements-fleet.lock "what a head office's reports need" '0.3 GB, half a minute'
    ;;
fleet-spark) add_lock requirements-fleet-spark.lock 'what reports on Spark need' '0.7 GB, a minute or two' ;;
esac
case "$level" in
system | machine)
    # What looks for barriers in the phone page: fetched once, by its hash, into build/.
    .venv/bin/python tests/browser/axe.py >>"$log" 2>&1 ||
        fail "axe-core, which the tests of the phone page need, could not be fetched (is the network up? see $log)."
    ;;
esac
