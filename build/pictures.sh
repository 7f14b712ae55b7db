#!/usr/bin/env bash
# Makes the README's pictures anew from the demo, in headless Chromium: build/pictures.sh
set -euo pipefail
cd "$(dirname "$0")/.."

export CDPSTUDIO_PICTURES="$PWD/docs/pictures"
mkdir -p "$CDPSTUDIO_PICTURES"
dotnet build tests/CdpStudio.EndToEnd -c Release -v quiet -nologo
dotnet test tests/CdpStudio.EndToEnd -c Release --no-build --filter "FullyQualifiedName~ReadmePictures"
ls -l "$CDPSTUDIO_PICTURES"
