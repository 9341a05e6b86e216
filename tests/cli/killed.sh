#!/bin/bash
# kill -9 during import, again and again: importing once more loses nothing and doubles nothing.
. "$(dirname "$0")/lib.sh"
ggd_and_pack
kiosk k1
"$TWIN" seal k1 300 5 0
"$TWIN" batch k1 1 k1-stick
killed=0
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
    "$GGD" import k1-stick --home ggd >out 2>err &
    pid=$!
    sleep "$((i / 6)).$((i % 6))"
    kill -9 $pid 2>/dev/null && killed=$((killed + 1))
    wait $pid 2>/dev/null
    [ "$(find ggd/store -name '*.age' ! -size 4032c | wc -l)" = 0 ] || fail 'half an envelope'
    receipt=$(ls ggd/receipts/*.receipt 2>/dev/null)
    [ -z "$receipt" ] || [ "$(stored)" = 300 ] || fail 'a receipt before all was stored'
done
echo "$killed imports were killed; $(stored) envelopes were stored by then"
expect 0 '1 batch taken, 0 not taken' "$GGD" import k1-stick --home ggd --out stick
same "$(awk '/envelopes:/ {print $8 + $10}' out)" 300 "$(cat out)"
same "$(stored)" 300
same "$(cd ggd/store && find . -name '*.age' -exec b2sum -l 256 {} + | awk '{sub(".*/", "", $2); sub(".age", "", $2); if ($1 == $2) n++} END {print n}')" 300
same "$("$TWIN" receipt k1 stick/*.receipt)" 0
expect 0 '300 from demo packs' "$GGD" list --home ggd
done_testing
