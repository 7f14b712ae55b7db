#!/usr/bin/env bash
# Makes the migrations of all three databases from the one model.
#   build/migrations.sh NAME      adds a migration after the last one
#   build/migrations.sh --again   deletes all of them and makes 'Initial' anew: only before the first release
set -euo pipefail
cd "$(dirname "$0")/.."

name=${1:?"usage: build/migrations.sh NAME | --again"}
providers=(Sqlite PostgreSql SqlServer)
folder() { echo "Persistence/Providers/$1/Migrations"; }

if [ "$name" = --again ]; then
  name=Initial
  # Kept until the new ones are there, so that a model that does not compile costs nothing.
  old=$(mktemp -d)
  for provider in "${providers[@]}"; do
    if [ -d "CdpStudio.Core/$(folder "$provider")" ]; then mv "CdpStudio.Core/$(folder "$provider")" "$old/$provider"; fi
  done
  restore() {
    for provider in "${providers[@]}"; do
      rm -rf "CdpStudio.Core/$(folder "$provider")"
      if [ -d "$old/$provider" ]; then mv "$old/$provider" "CdpStudio.Core/$(folder "$provider")"; fi
    done
  }
  trap restore ERR
fi

dotnet tool restore
# The environment, not an argument: dotnet-ef starts MSBuild by itself. An output folder of its own leaves the normal build alone.
export MakingMigrations=true ArtifactsPath="$PWD/artifacts/migrations"
dotnet build CdpStudio.Core -v quiet -p:RunAnalyzers=false

for provider in "${providers[@]}"; do
  dotnet ef migrations add "$name" --no-build --project CdpStudio.Core \
    --context "${provider}StudioDbContext" \
    --output-dir "$(folder "$provider")"
done

# Everybody's time stamps differ, which would make every rebase a conflict of names; Initial is always first.
if [ "$name" = Initial ]; then
  for provider in "${providers[@]}"; do
    for file in "CdpStudio.Core/$(folder "$provider")"/*_Initial*.cs; do
      sed -i -E 's/"[0-9]{14}_Initial"/"00000000000001_Initial"/' "$file"
      mv "$file" "$(echo "$file" | sed -E 's/[0-9]{14}_Initial/00000000000001_Initial/')"
    done
  done
fi
