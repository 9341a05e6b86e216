#!/bin/bash
# Fails the n-th system call for every n while a spool is made, filled and released, and then looks, without
# faults, at what is there: spool_faults.sh TOOL.
set -eu
tool=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export ASAN_OPTIONS=detect_leaks=0 # the leak checker can't work under strace
runs=0

fail() {
    echo "$*" >&2
    exit 1
}

# inject CALL HOW COMMAND...: false when there was no such call to fail. With `only` set to a file, calls on that.
only=
inject() {
    local call=$1 how=$2
    shift 2
    code=0
    strace -f -o trace ${only:+-P "$only"} -e trace="$call" -e inject="$call:$how" "$tool" "$@" >out 2>err || code=$?
    [ "$code" -lt 99 ] || fail "$call $how: $* ended with $code: $(cat err)"
    grep -q INJECTED trace || return 1
    runs=$((runs + 1))
}

# What was called sealed must be there; with `exactly`, nothing else may be.
compare() {
    sort out >told
    "$tool" spool-list spool | sort >held
    local lost more
    lost=$(comm -23 told held | paste -sd' ')
    more=$(comm -13 told held | paste -sd' ')
    [ -z "$lost" ] || fail "$2: called sealed and lost: $lost"
    [ "$1" != exactly ] || [ -z "$more" ] || fail "$2: not called sealed and found: $more"
}

"$tool" spool-make fresh
for call in pwrite64 fdatasync; do
    for how in error=EIO error=ENOSPC error=EINTR; do
        for n in 1 2 3; do
            cp fresh spool
            inject "$call" "$how:when=$n" spool-fill spool 3 || fail "$call $n never came"
            compare exactly "$call $how $n"
            [ "$how" = error=EINTR ] && wanted=3 || wanted=2
            [ "$(wc -l <out)" = "$wanted" ] || fail "$call $how $n: $(wc -l <out) called sealed"
        done
    done
    # From the n-th on: erasing fails as well.
    for n in 1 2 3; do
        cp fresh spool
        inject "$call" "error=EIO:when=$n+" spool-fill spool 3
        compare whole "$call from $n on"
        [ "$(wc -l <out)" = "$((n - 1))" ] || fail "$call from $n on: $(wc -l <out) called sealed"
    done
done

# Nothing is released by halves in silence: the code says failed, and each envelope is there or isn't.
for call in pwrite64 fdatasync; do
    cp fresh spool
    "$tool" spool-fill spool 4 >/dev/null
    inject "$call" error=EIO:when=1 spool-free spool 3
    [ "$code" = 4 ] || fail "release with a failing $call ended with $code"
    "$tool" spool-list spool | grep -qx 3 || fail "release took one that it was not told to"
    "$tool" spool-free spool 3
    [ "$("$tool" spool-list spool)" = 3 ] || fail "a release that is repeated must do the rest"
done

# Opening: a failing call is reported, and what couldn't be read is not taken for free.
cp fresh spool
"$tool" spool-fill spool 4 >/dev/null
only=spool
for call in openat flock pread64; do
    inject "$call" error=EIO:when=1 spool-list spool || fail "$call never came"
    [ "$code" = 3 ] || [ "$code" = 4 ] || fail "opening with a failing $call ended with $code"
done
inject pread64 error=EIO:when=5+ spool-fill spool 1100 || fail "pread64 never came"
[ "$(wc -l <out)" -le 3 ] || fail "unreadable slots were written over: $(wc -l <out)"
only=

# Making: whole or not at all, and no litter.
for call in write fsync renameat2; do
    for n in 1 2 3; do
        rm -rf made && mkdir made
        inject "$call" "error=EIO:when=$n" spool-make made/spool || continue
        # The file's own fsync comes before its name; the second is the folder's.
        [ "$call$n" != fsync1 ] || [ -z "$(ls made)" ] || fail "a name before the file is on disk"
        for file in made/*; do
            [ -e "$file" ] || continue
            [ "$file" = made/spool ] || fail "$call $n left $file"
            "$tool" spool-list made/spool || fail "$call $n left half a spool"
        done
    done
done
# A file system that can't rename without replacing.
rm -rf made && mkdir made
inject renameat2 error=EINVAL:when=1 spool-make made/spool || fail "renameat2 never came"
[ "$code" = 0 ] && [ "$(ls made)" = spool ] || fail "no way around renameat2: $code, $(ls made)"
echo "$runs faults"
