#!/bin/bash
# tree.sh PO_DUMP PO...: msgfmt --check accepts every PO file of the tree, says nothing about it, and so does our reader.
set -uo pipefail
export LC_ALL=C.UTF-8
reader=$1 failed=0
shift
for po in "$@"; do
    said=$(msgfmt --check -o /dev/null "$po" 2>&1) && [ -z "$said" ] || { echo "msgfmt refuses $po: $said" >&2; failed=1; }
    "$reader" "$po" >/dev/null || { echo "we refuse $po" >&2; failed=1; }
done
echo "$# PO files"
[ $# -ge 12 ] || failed=1
exit $failed
