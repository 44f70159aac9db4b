#!/bin/sh
# Compiles caseapp/static/vendor anew. For maintainers: needs Node with npm, and the project's .venv. Nothing of
# node_modules stays: all work is done in a temporary folder. Run from anywhere: docs/assets/build.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$here/app.scss" "$here/_own.scss" "$work/"
cd "$work"
npm install --ignore-scripts --no-audit --no-fund --silent
node_modules/.bin/sass --load-path=node_modules --load-path=. --no-source-map --no-charset --style=compressed \
  --quiet-deps app.scss app.css
"$root/.venv/bin/python" "$here/finish.py" "$work" "$root"
