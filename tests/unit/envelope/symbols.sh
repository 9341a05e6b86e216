#!/bin/sh
# The sealing half can't open: symbols.sh NM LIBENVELOPE_SEAL LIBENVELOPE_OPEN. The second library shows that the
# pattern finds what it looks for.
set -eu
opening='age_open|age_unwrap|age_header_parse|age_header_finish|age_identity|passphrase|batch_open|batch_read|receipt_write|_decrypt|crypto_.*_open|pwhash|archive_read'
if "$1" "$2" | grep -E "$opening"; then
    echo "$2 holds opening code" >&2
    exit 1
fi
for symbol in age_open age_unwrap age_header_finish age_identity_parse age_passphrase_open batch_open _decrypt pwhash archive_read; do
    "$1" "$3" | grep -E "$opening" | grep -q "$symbol"
done
"$1" "$2" | grep -q ' T envelope_seal$'
echo "no opening code in the sealing half"
