#!/bin/sh
# Makes the secrets of a fleet in deploy/secrets, each in a file of its own, and leaves alone what is
# there already. To be run by the user 1000, as whom everything runs: docs/containers.md.
set -eu
cd "$(dirname "$0")"
folder=${1:-secrets}
coinswarm=${PROGRAM:-docker run --rm --init --user 1000:1000 --volume $PWD/$folder:/keys coinswarm:0.1.0}
keys=${KEYS:-/keys}

umask 077
mkdir -p "$folder"
for name in nats-token database-password grafana-password; do
  [ -e "$folder/$name" ] || od -An -N32 -tx1 /dev/urandom | tr -d ' \n' > "$folder/$name"
done
[ -e "$folder/managers.json" ] || $coinswarm node --make-keys --keys "$keys"
# A desk gives this token out when it runs. Prometheus, another user, reads it; the folder is closed.
[ -e "$folder/coinswarm_metrics_token" ] || : > "$folder/coinswarm_metrics_token"
chmod 644 "$folder/coinswarm_metrics_token"
