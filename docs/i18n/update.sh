#!/bin/sh
# Reads every English text of code and pages anew, carries what is new into the Vietnamese catalogue, compiles it, and
# names what still lacks a translation (exit 1). Run from anywhere after changing a text: docs/i18n/update.sh
# With --prune it drops the translations of texts that are no longer asked for.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
exec .venv/bin/python docs/i18n/update.py "$@"
