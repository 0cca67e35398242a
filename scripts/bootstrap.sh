# shellcheck shell=sh
# What the scripts beside this file share: to find a Python, to make a virtual environment, to install
# the project into it. It is read by them with `.`, after they have set `root`, the project's folder.

: "${root:?a script sets it before it reads bootstrap.sh}"

oldest=$(sed -n 's/^requires-python *= *">=\([0-9.]*\)".*/\1/p' "$root/pyproject.toml")

# say LINES...: to whoever runs the script.
say() {
    printf '%s\n' "$@" >&2
}

# fail LINES...: the last words.
fail() {
    say "$@"
    exit 1
}

# python_version PYTHON: prints its version as 3.12, or nothing where it does not start
# (a shim of pyenv stands on PATH for versions that are not switched on).
python_version() {
    "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null </dev/null || true
}

# is_supported PYTHON: whether it starts, is CPython and is new enough.
is_supported() {
    "$1" - "$oldest" >/dev/null 2>&1 <<'EOF'
import platform, sys
oldest = tuple(int(part) for part in sys.argv[1].split("."))
sys.exit(platform.python_implementation() != "CPython" or sys.version_info[:2] < oldest)
EOF
}

# candidates: prints every place where a Python may stand, the oldest version first.
candidates() {
    for minor in 11 12 13 14 15; do
        command -v "python3.$minor" || true
    done
    pyenv_root=${PYENV_ROOT:-}
    if command -v pyenv >/dev/null; then
        pyenv_root=$(pyenv root)
    fi
    if [ -n "$pyenv_root" ]; then
        for candidate in "$pyenv_root"/versions/*/bin/python; do
            [ ! -x "$candidate" ] || printf '%s\n' "$candidate"
        done
    fi
}

# supported_pythons: prints a line `3.12 /path/to/python` for each supported version, in their order.
supported_pythons() {
    candidates | while IFS= read -r candidate; do
        if is_supported "$candidate"; then
            printf '%s %s\n' "$(python_version "$candidate")" "$candidate"
        fi
    done | sort -s -t . -k 2,2n | awk '!seen[$1]++'
}

# find_python: prints the Python to use: $PYTHON, else python3, else the newest that there is.
find_python() {
    if [ -n "${PYTHON:-}" ]; then
        is_supported "$PYTHON" || refuse_python "$PYTHON"
        printf '%s\n' "$PYTHON"
    elif is_supported python3; then
        printf 'python3\n'
    else
        newest=$(supported_pythons | tail -n 1)
        [ -n "$newest" ] || refuse_python python3
        printf '%s\n' "${newest#* }"
    fi
}

# refuse_python PYTHON: says what it is and what is needed.
refuse_python() {
    found=$("$1" -c 'import platform as p; print(p.python_implementation() + " " + p.python_version())' \
        2>/dev/null </dev/null) || found='not there'
    fail "so_carriers needs CPython $oldest or newer, and $1 is $found." \
        "Install one (https://www.python.org/downloads/), or name one: PYTHON=/path/to/python3 $0"
}

# make_environment FOLDER PYTHON: a virtual environment in the folder, unless a good one is there.
make_environment() {
    if "$1/bin/python" -m pip --version >/dev/null 2>&1 && is_supported "$1/bin/python"; then
        return
    fi
    if ! "$2" -c 'import ensurepip, venv' 2>/dev/null; then
        fail "$2 cannot make virtual environments: its modules venv and ensurepip are not installed." \
            "On Debian and Ubuntu: apt-get install python3-venv"
    fi
    say "Making the virtual environment ${1#"$root/"} with Python $(python_version "$2")"
    "$2" -m venv --clear "$1"
}

# install FOLDER STAMP ARGUMENTS...: installs what the arguments name into the environment, with pip. It is
# done again only when pyproject.toml, the sources of the extension, the compiler that CC names, the arguments
# or the project's place have changed.
install() {
    environment=$1
    stamp=$1/installed-for-$2
    shift 2
    sources=$(cat "$root"/pyproject.toml "$root"/setup.py "$root"/src/so_carriers/engines/native/source/* | cksum)
    wanted="$sources ${CC:-} $root $*"
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
        return
    fi
    say "Installing into ${environment#"$root/"}: $*"
    (
        cd "$root"
        # Dependency groups (PEP 735) came with pip 25.1.
        "$environment/bin/python" -m pip install --quiet --no-input --disable-pip-version-check 'pip >= 25.1'
        "$environment/bin/python" -m pip install --quiet --no-input --disable-pip-version-check "$@"
    ) || fail "The installation into ${environment#"$root/"} failed; pip has said why."
    printf '%s\n' "$wanted" >"$stamp"
}

# prepare STAMP ARGUMENTS...: the environment .venv, with what the arguments name in it.
prepare() {
    environment=$root/.venv
    python=$(find_python)
    make_environment "$environment" "$python"
    install "$environment" "$@"
}
