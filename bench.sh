#!/usr/bin/env bash
# The audience engine beside DuckDB on the same people, in one run: bash bench.sh [PEOPLE]. Prints the table of docs/measurements.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

people="${1:-1000000}"
peers="$PWD/artifacts/peers"
package=@duckdb/node-bindings-linux-x64
command -v npm > /dev/null || { echo "The benchmark needs Node 20 with npm: https://nodejs.org"; exit 1; }
if [ ! -f "$peers/node_modules/$package/libduckdb.so" ]; then
  mkdir -p "$peers"
  npm install --silent --no-audit --no-fund --no-save --prefix "$peers" "$package@1.5.6-r.1"
fi

dotnet build tests/CdpStudio.Benchmarks -c Release -v quiet -nologo
exec dotnet artifacts/bin/CdpStudio.Benchmarks/release/CdpStudio.Benchmarks.dll peers "$people" "$peers/node_modules/$package/libduckdb.so"
