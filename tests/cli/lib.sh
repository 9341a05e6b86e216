# What the scripts here share. GGD, FORMS, TWIN and STAGE come from ctest.
set -uo pipefail
export LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=1795348800 # 2026-11-22
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0 checks=0

fail() { echo "FAILED: $*" >&2; failed=$((failed + 1)); }

# expect CODE PATTERN command...: exit code, and a line of output that matches. What a refusal says is one
# sentence on one line.
expect() {
    local code=$1 pattern=$2 got
    shift 2
    checks=$((checks + 1))
    "$@" >out 2>err </dev/null
    got=$?
    [ "$got" = "$code" ] || fail "$* : exit code $got instead of $code: $(cat out err)"
    grep -Eq -- "$pattern" out err || fail "$* : nothing says \"$pattern\": $(cat out err)"
    if [ "$code" = 1 ] || [ "$code" = 2 ]; then
        [ "$(grep -v ': note: ' err | grep -c '^envelop-[a-z]*: ')" -ge 1 ] || fail "$* : no sentence: $(cat err)"
    fi
}

# same A B: two strings.
same() {
    checks=$((checks + 1))
    [ "$1" = "$2" ] || fail "\"$1\" instead of \"$2\" (${3:-})"
}

# tree DIR: what is in a folder, byte for byte, to see that nothing changed. Lock files don't count.
tree() { (cd "$1" && find . -type f ! -name lock -exec b2sum -l 128 {} + | sort -k2); }

done_testing() {
    echo "$checks checks, $failed failed"
    [ $failed = 0 ] && [ $checks -gt 0 ]
    exit
}

# A throwaway GGD in ./ggd and its pack in ./stick.
ggd_and_pack() {
    mkdir -p stick
    expect 0 'six words' "$GGD" init --home ggd --name 'GGD Voorbeeld' --number 00 --throwaway
    expect 0 'pack 1 \(demo\)' "$GGD" pack --home ggd --stage "$STAGE" --out stick
}

# kiosk NAME: a kiosk with the pack of ./stick, added to ./ggd.
kiosk() {
    mkdir -p "$1" "$1-stick"
    "$TWIN" setup "$1" stick/envelop-pack.tar ggd/ggd.pub >"$1.words" || fail "setup of $1"
    expect 0 'added' "$GGD" kiosk add "$1/kiosk.pub" --home ggd --words "$(cat "$1.words")"
}

stored() { find ggd/store -name '*.age' | wc -l; }
