#!/usr/bin/env bash
# Builds everything once and runs every test.
#   bash test.sh          what each change is judged by; within 25 minutes on 2 cores
#   bash test.sh --full   the long runs too, and the figures of docs/measurements.md
# The last line is the sum: N passed, N failed, N skipped. A run can be repeated with the seed that it prints (CDPSTUDIO_TEST_SEED).
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

full=no
case "${1:-}" in
  "") ;;
  --full) full=yes ;;
  *) echo "usage: bash test.sh [--full]"; exit 2 ;;
esac

results="$PWD/artifacts/tests"
passed=0 failed=0 skipped=0

finish() {
  echo
  # Last, because whoever looks at the end of a long log wants to know.
  awk '
    /<UnitTestResult [^>]*outcome="Failed"/ { failed = 1; lines = 0; match($0, /testName="[^"]*"/); print "failed: " substr($0, RSTART + 10, RLENGTH - 11) }
    /<\/UnitTestResult>/ { failed = 0 }
    /<Message>/ { message = failed }
    message && lines++ < 8 { line = $0; gsub(/<[^>]*>/, "", line); print "        " line }
    /<\/Message>/ { message = 0 }
    /<StackTrace>/ { frames = failed ? 6 : 0 }
    frames-- > 0 { line = $0; gsub(/<[^>]*>/, "", line); print "        " line }
    /<\/StackTrace>/ { frames = 0 }' "$results"/*.trx 2> /dev/null
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" -eq 0 ]
  exit
}

give_up() {
  echo "$1"
  failed=$((failed + 1))
  finish
}

# What the tests drive must be there: installed where we may, named where we may not, never skipped.
need() { # COMMAND PACKAGE
  if command -v "$1" > /dev/null || compgen -G "/usr/lib/postgresql/*/bin/$1" > /dev/null; then return; fi
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get > /dev/null; then give_up "The tests need $1. Run: sudo apt-get install -y $2"; fi
  echo "Installing $2"
  if [ -z "${updated:-}" ]; then apt-get update -qq > /dev/null && updated=yes; fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" > /dev/null \
    || give_up "The tests need $1 and $2 could not be installed."
}

command -v dotnet > /dev/null || give_up "The tests need the .NET 10 SDK: https://dotnet.microsoft.com/download"
command -v node > /dev/null || give_up "The tests need Node 20 or later: https://nodejs.org"
need chromium chromium
need initdb postgresql
need setpriv util-linux
# A module of Debian's Python, not a command.
if ! /usr/bin/python3 -c "import aiosmtpd" 2> /dev/null; then need aiosmtpd python3-aiosmtpd; fi

export CDPSTUDIO_TEST_SEED="${CDPSTUDIO_TEST_SEED:-$((RANDOM * 32768 + RANDOM))}"
if [ "$full" = yes ]; then export CDPSTUDIO_TEST_TIER=full; fi
if [ -z "${CDPSTUDIO_TEST_DATA:-}" ]; then echo "CDPSTUDIO_TEST_DATA names no folder: the tests that read files with known answers are counted as skipped."; fi
echo "seed $CDPSTUDIO_TEST_SEED, tier ${CDPSTUDIO_TEST_TIER:-ci}"

rm -rf "$results"
mkdir -p "$results"
started=$SECONDS
dotnet build CdpStudio.sln -c Release -v quiet -nologo || give_up "The build failed."
echo "built in $(((SECONDS - started) / 60)) min $(((SECONDS - started) % 60)) s"

number() { sed -nE "s/.*<Counters .*\\b$2=\"([0-9]+)\".*/\\1/p" "$1" | head -1; }

suite() { # PROJECT NAME [CULTURE]
  local trx="$results/$2.trx" started=$SECONDS total executed ok
  echo
  echo "== $2"
  CDPSTUDIO_TEST_CULTURE="${3:-}" dotnet test "tests/$1" -c Release --no-build -nologo \
    --logger "console;verbosity=minimal" --logger "trx;LogFileName=$trx" --results-directory "$results" \
    --blame-hang-timeout 15min --blame-hang-dump-type none
  local code=$?
  if [ ! -f "$trx" ]; then
    # A project without tests yet leaves no file and no error.
    if [ $code -eq 0 ]; then echo "no tests"; return; fi
    echo "$2 ended without results"
    failed=$((failed + 1))
    return
  fi

  total=$(number "$trx" total) executed=$(number "$trx" executed) ok=$(number "$trx" passed)
  passed=$((passed + ok)) failed=$((failed + executed - ok)) skipped=$((skipped + total - executed))
  # A run that broke off reports what it had: the rest must not pass for done.
  if [ $code -ne 0 ] && [ "$executed" -eq "$ok" ]; then
    echo "$2 broke off"
    failed=$((failed + 1))
  fi
  echo "$2: $ok passed, $((executed - ok)) failed, $((total - executed)) skipped in $(((SECONDS - started) / 60)) min $(((SECONDS - started) % 60)) s"
}

# Cultures that damage data silently: fa-IR prints the year 1405, vi-VN reads 3.5 as 35. The seed chooses one, the full tier has all.
cultures=("" fa-IR vi-VN)
if [ "$full" = no ]; then cultures=("${cultures[CDPSTUDIO_TEST_SEED % 3]}"); fi
for culture in "${cultures[@]}"; do suite CdpStudio.Core.Tests "core${culture:+-$culture}" "$culture"; done
suite CdpStudio.Connectors.Tests connectors
suite CdpStudio.Web.Tests web
# The stories run what an operator would install: it starts in half the time, and they start it a hundred times.
started=$SECONDS
if bash build/publish.sh artifacts/published; then
  export CDPSTUDIO_TEST_BINARY="$PWD/artifacts/published/CdpStudio.Web.dll"
  echo "published in $((SECONDS - started)) s"
elif [ "$full" = yes ]; then
  give_up "Publishing failed."
else
  echo "Publishing failed: the stories run the program as it was built."
fi
suite CdpStudio.EndToEnd end-to-end

echo
echo "== figures"
for trx in "$results"/*.trx; do
  awk -v suite="$(basename "$trx" .trx)" '
    match($0, /testName="[^"]*"/) { name = substr($0, RSTART + 10, RLENGTH - 11); sub(/.*\.Tests\.|CdpStudio\./, "", name) }
    /<\/Results>/ { exit }
    /<StdOut>/ { inside = 1 }
    inside { line = $0; gsub(/<[^>]*>/, "", line); if (line !~ /^[ \t]*$/) print suite ", " name ": " line }
    /<\/StdOut>/ { inside = 0 }' "$trx"
done

echo
echo "$((SECONDS / 60)) min $((SECONDS % 60)) s in all; seed $CDPSTUDIO_TEST_SEED"
finish
