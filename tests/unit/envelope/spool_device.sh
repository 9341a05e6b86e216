#!/bin/bash
# The spool on a raw partition: a loop device, larger than a spool, not zero before: spool_device.sh TOOL. Needs
# root, for losetup.
set -eu
tool=$1
work=$(mktemp -d)
device=
trap '[ -z "$device" ] || losetup -d "$device"; rm -rf "$work"' EXIT
cd "$work"
tr '\0' x </dev/zero | head -c 5242880 >disk
device=$(losetup --find --show disk)
ln -s "$device" partition # as udev names partitions

status=0
"$tool" spool-list partition || status=$?
[ "$status" = 3 ] # not a spool
"$tool" spool-make partition
"$tool" spool-fill partition 1024 | sort -n >told
"$tool" spool-list "$device" | sort -n | cmp - told
[ "$(wc -l <told)" = 1024 ]
status=0
"$tool" spool-make "$device" || status=$? # never over a spool
[ "$status" = 4 ]
"$tool" spool-free partition 1000
[ "$("$tool" spool-list partition | wc -l)" = 24 ]
[ "$(tail -c +4198401 disk | tr -d x | wc -c)" = 0 ] # nothing behind its end was touched
echo "a spool on $device"
