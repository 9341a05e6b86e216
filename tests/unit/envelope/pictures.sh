#!/bin/sh
# The claim code's pictures are the kiosk's messages ui.picture.*, in that order: pictures.sh CLAIM_CODE_C POT.
set -eu
ours=$(sed -n '/^static const char \*const pictures/,/^};/p' "$1" | grep -o '"[a-z]*"' | tr -d '"')
theirs=$(sed -n 's/^msgctxt "ui\.picture\.\([a-z]*\)"$/\1/p' "$2")
[ "$(echo "$ours" | wc -l)" = 32 ]
[ "$ours" = "$theirs" ]
