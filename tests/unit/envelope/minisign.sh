#!/bin/bash
# Signatures and keys both ways with Debian's minisign, hashes with b2sum, six words with Python:
# minisign.sh TOOL WORD_LIST FORMAT_MD.
set -eu
tool=$1
list=$2
format=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
refuse() { if "$@"; then echo "not refused: $*" >&2; exit 1; fi; }

head -c 100000 /dev/urandom >file
"$tool" sign-keygen ours.pub ours.sec
minisign -G -W -p theirs.pub -s theirs.sec >/dev/null

id() { printf '%16s' "$(sed -n 's/.*public key //p' "$1")" | tr ' A-F' 0a-f; } # minisign writes no leading zeros
for key in ours theirs; do
    # Our signature, minisign's verdict: with key files of either maker.
    "$tool" sign "$key.sec" file signature batch 0123456789abcdef
    minisign -V -H -q -p "$key.pub" -x signature -m file
    [ "$(minisign -V -Q -p "$key.pub" -x signature -m file)" = \
        "envelop-batch-1 $(id "$key.pub") 0123456789abcdef 12" ]
    # minisign's signature, our verdict.
    minisign -S -W -s "$key.sec" -x signature -m file -t "envelop-pack-1 $(id "$key.pub") any 3"
    "$tool" verify "$key.pub" file signature pack
    # Tampered with, each refuses.
    cp file changed
    printf x >>changed
    "$tool" sign "$key.sec" file signature pack any
    refuse minisign -V -q -p "$key.pub" -x signature -m changed 2>/dev/null
    refuse "$tool" verify "$key.pub" changed signature pack
    sed 's/ any 12/ any 13/' signature >changed_comment
    refuse minisign -V -q -p "$key.pub" -x changed_comment -m file 2>/dev/null
    refuse "$tool" verify "$key.pub" file changed_comment pack
    refuse "$tool" verify "$key.pub" file signature batch
    # Good signatures by minisign that vouch for nothing, or in another's name, or in the legacy form.
    for comment in "timestamp:1" "envelop-pack-1 0123456789abcdef any 3" "envelop-pack-1 $(id "$key.pub") any 03"; do
        minisign -S -W -s "$key.sec" -x signature -m file -t "$comment"
        refuse "$tool" verify "$key.pub" file signature pack
    done
    minisign -S -l -W -s "$key.sec" -x signature -m file -t "envelop-pack-1 $(id "$key.pub") any 3"
    status=0
    "$tool" verify "$key.pub" file signature pack || status=$?
    [ "$status" = 1 ] # malformed
done
"$tool" sign ours.sec file signature pack any
refuse "$tool" verify theirs.pub file signature pack
minisign -R -s ours.sec -p again.pub >/dev/null # the public key follows from our secret key file
tail -1 again.pub | cmp - <(tail -1 ours.pub)

[ "$("$tool" hash 512 file)" = "$(b2sum file | cut -d' ' -f1)" ]
[ "$("$tool" hash 256 file)" = "$(b2sum -l 256 file | cut -d' ' -f1)" ]

[ "$("$tool" words theirs.pub)" = "$(python3 - theirs.pub "$list" <<'P'
import base64, hashlib, sys
key = base64.b64decode(open(sys.argv[1]).read().split("\n")[1])
words = [line.split()[1] for line in open(sys.argv[2])]
number = int.from_bytes(hashlib.blake2b(key, digest_size=32).digest(), "big")
spoken = []
for _ in range(6):
    number, rest = divmod(number, 7776)
    spoken.append(words[rest])
print(" ".join(spoken))
P
)" ]
# The example in FORMAT.md.
grep -A1 '^untrusted comment: minisign public key' "$format" >example.pub
grep -q "has the id .$(id example.pub). and the words .$("$tool" words example.pub)." "$format"
echo "minisign and envelop verify each other"
