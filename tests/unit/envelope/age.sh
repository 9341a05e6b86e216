#!/bin/sh
# Files both ways with Debian's age: age.sh TOOL FOLDER.
set -eu
tool=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

age-keygen -o theirs 2>/dev/null
"$tool" keygen >ours
their_recipient=$(age-keygen -y theirs)
our_recipient=$(sed -n 's/^# public key: //p' ours)
[ "$(age-keygen -y ours)" = "$our_recipient" ]

for bytes in 0 1 3930 65536 65537 300000; do
    head -c "$bytes" /dev/urandom >plain
    "$tool" seal plain sealed "$our_recipient" "$their_recipient"
    for key in ours theirs; do
        age -d -i "$key" sealed >opened
        cmp plain opened
        rm opened
    done
    age -r "$their_recipient" -r "$our_recipient" -o sealed_by_age plain
    "$tool" open sealed_by_age opened "$(grep AGE-SECRET ours)"
    cmp plain opened
    "$tool" open sealed_by_age opened "$(grep AGE-SECRET theirs)"
    cmp plain opened
    rm -f opened sealed sealed_by_age
done

# Passphrase files: age asks for the passphrase on its terminal.
echo secret >plain
"$tool" seal-passphrase plain sealed "zes woorden hier"
python3 "$here/answer_tty.py" "zes woorden hier" age -d -o opened sealed
cmp plain opened
rm opened
python3 "$here/answer_tty.py" "zes woorden hier" age -p -o sealed_by_age plain
"$tool" open-passphrase sealed_by_age opened "zes woorden hier"
cmp plain opened
rm opened
status=0
"$tool" open-passphrase sealed_by_age opened "zes woorden daar" || status=$?
[ "$status" = 1 ]
[ ! -e opened ]
echo "age and envelop open each other"
