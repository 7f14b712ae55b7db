#!/usr/bin/env bash
# The audience engine beside databases that hold the same people, in one run. Prints the tables of docs/measurements.md.
#   bash bench.sh [PEOPLE [PEERS]]         a million people and all peers, unless said
#   bash bench.sh 5000000 duckdb           some of duckdb,clickhouse,postgresql,sqlite
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

people="${1:-1000000}"
peers="${2:-duckdb,clickhouse,postgresql,sqlite}"
package=@duckdb/node-bindings-linux-x64
library="$PWD/artifacts/peers/node_modules/$package/libduckdb.so"

# Installed where we may. What is missing then is named by the benchmark, and its column stays empty.
need() { # COMMAND PACKAGE
  if command -v "$1" > /dev/null || compgen -G "/usr/lib/postgresql/*/bin/$1" > /dev/null; then return; fi
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get > /dev/null; then return; fi
  echo "Installing $2"
  if [ -z "${updated:-}" ]; then apt-get update -qq > /dev/null && updated=yes; fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" > /dev/null || echo "$2 could not be installed."
}

for peer in ${peers//,/ }; do
  case "$peer" in
    duckdb)
      if [ ! -f "$library" ] && command -v npm > /dev/null; then
        mkdir -p artifacts/peers
        npm install --silent --no-audit --no-fund --no-save --prefix artifacts/peers "$package@1.5.6-r.1" || echo "DuckDB could not be installed."
      fi ;;
    clickhouse) need clickhouse-server clickhouse-server ;;
    postgresql) need initdb postgresql; need setpriv util-linux ;;
    sqlite) ;;
    *) echo "usage: bash bench.sh [PEOPLE [PEERS]], PEERS some of duckdb,clickhouse,postgresql,sqlite"; exit 2 ;;
  esac
done

dotnet build tests/CdpStudio.Benchmarks -c Release -v quiet -nologo
exec dotnet artifacts/bin/CdpStudio.Benchmarks/release/CdpStudio.Benchmarks.dll peers "$people" "$library" "$peers"
