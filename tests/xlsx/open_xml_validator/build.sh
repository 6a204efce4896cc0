#!/bin/sh
# build.sh restore: gets the libraries of the validator, those of the lock file and no others. build.sh build: builds it, without the network.
set -eu
source=$(cd "$(dirname "$0")" && pwd)
folder="$source/../../../build/open_xml_validator"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
mkdir -p "$folder"
cp "$source/Program.cs" "$source/open_xml_validator.csproj" "$source/packages.lock.json" "$folder"
cd "$folder"
case "$1" in
  restore) dotnet restore --locked-mode -v q ;;
  build)
    [ -f obj/project.assets.json ] || { echo "The validator's libraries are not here. Run packaging/install-needs.sh tests."; exit 1; }
    dotnet build --no-restore -c Release -o out -v q --nologo
    ;;
esac
