#!/bin/bash
# picture.sh ENVELOP-PICTURE OUT: what it makes of a drawing, judged by ImageMagick; and that it refuses the rest.
set -euo pipefail
picture=$1 out=$2
rm -rf "$out" && mkdir -p "$out" && cd "$out"
fail() { echo "picture.sh: $1" >&2; exit 1; }

echo '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><circle cx="20" cy="24" r="15" fill="#c04"/></svg>' >round.svg
rsvg-convert --width 384 --height 384 --output round.png round.svg
"$picture" <round.png >grey.png
kind=$(identify -format '%m %w %h %z %[channels] %[png:IHDR.color_type]' grey.png)
case $kind in 'PNG 384 384 8 gray'*' 0 '*) ;; *) fail "not 8 bits of grey: $kind" ;; esac
convert round.png -alpha extract alpha.png
# `compare` counts the pixels that differ, on the standard error.
differ=$(compare -metric AE alpha.png grey.png null: 2>&1) || true
[ "$differ" = 0 ] || fail "$differ pixels aren't the drawing's alpha"
[ "$(convert grey.png -format '%[fx:p{160,192}] %[fx:p{383,383}]' info:)" = '1 0' ] || fail "the disc isn't where it was"

convert round.png -resize 383x384! small.png
head -c 900 round.png >cut.png
echo none >none.png
for bad in small cut none; do
    if "$picture" <$bad.png >bad.out 2>bad.err; then fail "$bad.png was accepted"; fi
    [ ! -s bad.out ] || fail "$bad.png left half a picture"
    grep -q '^envelop-picture: what came in is not a PNG' bad.err || fail "$bad.png: $(<bad.err)"
done
if "$picture" <round.png >/dev/full 2>bad.err; then fail "a full disk wasn't noticed"; fi
grep -q 'No space left' bad.err || fail "a full disk isn't named: $(<bad.err)"
"$picture" --help >help.out
grep -q example help.out || fail "--help says nothing"
rc=0; "$picture" extra <round.png >bad.out 2>bad.err || rc=$?
[ $rc -eq 2 ] || fail "an argument isn't refused"
