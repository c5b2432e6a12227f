# Sourced by bin/test and others: what the tests need of the machine beyond Python, installed where apt is at hand.
need() { command -v "$1" >/dev/null 2>&1 || MISSING="$MISSING $2"; }
MISSING=""
command -v chromium >/dev/null 2>&1 || [ -n "${CHROMIUM:-}" ] || MISSING="$MISSING chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || [ -n "${PG_BIN:-}" ] || MISSING="$MISSING postgresql"
need java default-jre-headless
need msgfmt gettext
need npm npm
if [ -n "$MISSING" ]; then
    command -v apt-get >/dev/null 2>&1 || { echo "Please install:$MISSING" >&2; exit 1; }
    SUDO=""
    [ "$(id -u)" = 0 ] || SUDO=sudo
    echo "Installing$MISSING ..." >&2
    if echo "$MISSING" | grep -q postgresql; then # the server's programs only, no cluster of the system
        $SUDO mkdir -p /etc/postgresql-common
        [ -e /etc/postgresql-common/createcluster.conf ] ||
            echo "create_main_cluster = false" | $SUDO tee /etc/postgresql-common/createcluster.conf >/dev/null
    fi
    $SUDO apt-get update -qq >/dev/null
    # shellcheck disable=SC2086
    $SUDO env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $MISSING >/dev/null
fi
if [ ! -e node_modules/.stamp ] || [ "$(cat node_modules/.stamp)" != "$(cksum <package-lock.json)" ]; then
    npm ci --ignore-scripts --silent
    cksum <package-lock.json >node_modules/.stamp
fi
