#!/bin/bash
# The guest's first process: its root is the host's own file system, read-only; only $FOLDER can be written to.
# Runs $FOLDER/script.sh and powers off. bash, kmod and mount are all it needs before that.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C HOME=/run
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t tmpfs tmpfs /run
mount -t hostfs -o "$FOLDER" hostfs "$FOLDER"
mkdir -p /run/netns /run/modules/lib
ln -s /usr/lib/uml/modules /run/modules/lib/modules

# IPv6 without addresses: no router solicitations in the captures.
modprobe -d /run/modules ipv6 disable=1
for module in ${MODULES//,/ }; do modprobe -d /run/modules "$module"; done

cd "$FOLDER" || exit
bash ./script.sh >stdout 2>stderr
echo $? >status
echo o >/proc/sysrq-trigger
sleep 10
