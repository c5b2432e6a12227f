# Sourced by every script here: `. "$(dirname "$0")/_env.sh"`. Leaves $HERE (the checkout) and $VENV, with a Python on PATH
# that has what requirements.lock lists, hash-checked; remade only when the lock changes.
# Scripts for developers want requirements-dev.lock too: they set WANT=dev before sourcing this. (A sourced file gets no
# arguments in every POSIX shell.) Works with and without uv, on Debian, Ubuntu and macOS.

HERE=$(cd "$(dirname "$0")/.." 2>/dev/null && pwd) || HERE=
[ -f "$HERE/bin/_env.sh" ] || HERE=$PWD # the script has moved to the checkout before it sourced this
VENV=${VENV:-$HERE/.venv}
case ${WANT:-${0##*/}} in
    dev | test | lint | ci | run | bench | pictures) WANT=dev ;;
    *) WANT=runtime ;;
esac
unset PYTHONDONTWRITEBYTECODE PYTHONHOME || true # without bytecode every start compiles 3,000 files again

# A Python that really runs (version managers leave shims that do not), is in range, and has what SQLite and TLS need.
runs() { "$1" -c 'import sqlite3, ssl, sys; sys.exit(not (3, 12) <= sys.version_info[:2] < (3, 15))' >/dev/null 2>&1; }
# Without uv it must be able to make an environment too: Debian keeps that in python3-venv.
makes() { runs "$1" && { have_uv || "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }; }
have_uv() { uv --version >/dev/null 2>&1; }

pythons() {
    echo "${PYTHON:-}"
    for version in 3.13 3.14 3.12; do echo "python$version"; done
    echo python3
    for version in 3.13 3.14 3.12; do
        for found in \
            "${PYENV_ROOT:-$HOME/.pyenv}/versions/$version"*/bin/python \
            "${ASDF_DATA_DIR:-$HOME/.asdf}/installs/python/$version"*/bin/python \
            "$HOME/.local/share/mise/installs/python/$version"*/bin/python \
            "$HOME/.local/share/uv/python/cpython-$version"*/bin/python3 \
            "/opt/homebrew/bin/python$version" "/usr/local/bin/python$version" \
            "/Library/Frameworks/Python.framework/Versions/$version/bin/python3"; do
            if [ -x "$found" ]; then echo "$found"; fi
        done
    done
}

find_python() {
    pythons | while IFS= read -r candidate; do
        if [ -n "$candidate" ] && makes "$candidate"; then
            command -v "$candidate"
            break
        fi
    done
}

# The last resort: the Python that uv brings (needs the open internet); uv itself comes from PyPI into .tools.
brought_python() {
    if ! have_uv; then
        { python3 -m venv "$HERE/.tools" && "$HERE/.tools/bin/pip" install -q --disable-pip-version-check uv; } >&2 || return 1
        PATH=$HERE/.tools/bin:$PATH
    fi
    uv python install -q 3.13 >&2 && uv python find 3.13
}

make_venv() {
    python=$(find_python)
    [ -n "$python" ] || python=$(brought_python) || python=
    if [ -z "$python" ]; then
        echo "No Python 3.12, 3.13 or 3.14 was found. Install one (Debian, Ubuntu: apt install python3 python3-venv; macOS:" >&2
        echo "brew install python@3.13; anywhere: uv python install 3.13), or say where it is: PYTHON=/path/to/python." >&2
        exit 1
    fi
    echo "Making the environment in $VENV with $("$python" -V)" >&2
    if have_uv; then
        runs "$VENV/bin/python" || uv venv -q --clear --python "$python" "$VENV"
        uv pip sync -q --python "$VENV/bin/python" --require-hashes "$LOCK"
    else
        runs "$VENV/bin/python" && "$VENV/bin/python" -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear "$VENV"
        "$VENV/bin/python" -m pip install -qq --disable-pip-version-check --no-compile --require-hashes -r "$LOCK"
    fi
}

checksum() { echo "$1 $(cksum <"$HERE/$2")"; }
runtime=$(checksum runtime requirements.lock)
dev=$(checksum dev requirements-dev.lock)
made=$(cat "$VENV/.made" 2>/dev/null || true)
case $WANT:$made in # the developers' environment has all that the runtime has
    *:"$runtime
$dev" | runtime:"$runtime") ;;
    *)
        LOCK=$HERE/requirements.lock
        [ "$WANT" = runtime ] || LOCK=$HERE/requirements-dev.lock
        case $made in *dev*) LOCK=$HERE/requirements-dev.lock ;; esac # what a developer has stays
        rm -f "$VENV/.made"
        make_venv || exit 1
        case $LOCK in
            *-dev.lock) printf '%s\n%s\n' "$runtime" "$dev" >"$VENV/.made" ;;
            *) echo "$runtime" >"$VENV/.made" ;;
        esac
        ;;
esac
PATH=$VENV/bin:$PATH
export PATH
