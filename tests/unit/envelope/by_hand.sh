#!/bin/sh
# A batch opened without a program of ours, as envelope/FORMAT.md shows it: by_hand.sh TOOL.
set -eu
tool=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$tool" sign-keygen kiosk.pub kiosk.sec
age-keygen -o officer.key 2>/dev/null
age-keygen -o recovery.key 2>/dev/null
batch=$("$tool" batch . kiosk.sec "$(age-keygen -y officer.key)" "$(age-keygen -y recovery.key)")
rm spool

minisign -V -H -p kiosk.pub -m "$batch" | grep -q "^Trusted comment: envelop-batch-1 "
for key in officer recovery; do
    mkdir "$key"
    age -d -i "$key.key" "$batch" >batch.tar
    [ "$(stat -c %s batch.tar)" = 4720640 ]
    tar -xf batch.tar -C "$key"
    [ "$(tar -tf batch.tar | head -1)" = manifest.json ]
    [ "$(tar -tvf batch.tar --numeric-owner --utc | awk '{print $1, $2, $4}' | sort -u)" = "-rw-r--r-- 0/0 1970-01-01" ]
    [ "$(jq -r '.format, .serial, .pack, .envelopes, .kiosk' "$key/manifest.json" | paste -sd' ')" = \
        "envelop-batch-1 4 2 3 $(sed -n 's/.*public key //p' kiosk.pub)" ]
    count=0
    for envelope in "$key"/*.age; do
        [ "$(stat -c %s "$envelope")" = 4032 ]
        [ "$(b2sum -l 256 "$envelope" | cut -d' ' -f1).age" = "$(basename "$envelope")" ]
        age -d -i "$key.key" "$envelope" | jq -e '.resourceType == "QuestionnaireResponse"' >/dev/null
        count=$((count + 1))
    done
    [ "$count" = 3 ]
done
echo "opened by hand"
