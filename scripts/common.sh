# shellcheck shell=bash
# Shared by the scripts of this folder, which source it: root, fail, lock, build_in. Not to be run.
root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")

# Not 1 or 2, which say that kossa itself ran: "a slide failed" and "wrong usage".
readonly exit_not_ready=3
readonly log_lines_shown=40

fail() {
    echo "$*" >&2
    exit "$exit_not_ready"
}

# lock NAME: waits until no other script holds that lock of this working copy, and holds it until the script ends or calls unlock.
lock() {
    mkdir -p "$root/build"
    exec {lock_fd}>"$root/build/$1.lock"
    if ! flock --nonblock "$lock_fd"; then
        echo "waiting for another call of this script to end ..." >&2
        flock "$lock_fd"
    fi
}

unlock() {
    exec {lock_fd}>&-
}

# build_in FOLDER CMAKE_ARGUMENT...: configures and builds there. Silent unless it fails.
build_in() {
    local folder=$1 log=$1.log fresh=()
    shift
    mkdir -p "$(dirname "$folder")"
    # A working copy that was moved takes its build folder along, and CMake refuses to use that one.
    grep -qsFx "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt" || fresh=(--fresh)
    if ! configure_and_build "$folder" "${fresh[@]}" "$@" >"$log" 2>&1 </dev/null; then
        tail -n "$log_lines_shown" "$log" >&2
        fail "kossa did not build. The whole log: $log"
    fi
}

configure_and_build() {
    local folder=$1
    shift
    cmake -S "$root" -B "$folder" -G Ninja -DCMAKE_CXX_COMPILER_LAUNCHER="$(usable_ccache)" "$@" &&
        cmake --build "$folder" --parallel "$(nproc)"
}

usable_ccache() {
    if ccache --show-stats >/dev/null 2>&1; then
        command -v ccache
    fi
}

# run_tests FOLDER [CTEST_ARGUMENT...]: runs the tests built there; the last line is ctest's count of passed and failed.
run_tests() {
    local folder=$1 log=$1.ctest.log status=0
    shift
    ctest --test-dir "$folder" --parallel "$(nproc)" --output-on-failure --no-tests=error --timeout 300 "$@" \
        </dev/null 2>&1 | tee "$log" || status=$?
    grep -E '^[0-9]+% tests passed' "$log" || true
    return "$status"
}
