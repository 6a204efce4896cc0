#!/bin/sh
# build.sh restore: gets the libraries of both programs, those of their lock files and no others. build.sh build: builds them, without the network.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
for program in open_xml_validator closedxml_reader; do
  folder="$here/../../build/$program"
  mkdir -p "$folder"
  cp "$here/open_xml_validator/Readers.cs" "$here/$program/Program.cs" "$here/$program/$program.csproj" "$here/$program/packages.lock.json" "$folder"
  cd "$folder"
  case "$1" in
    restore) dotnet restore --locked-mode -v q ;;
    build)
      [ -f obj/project.assets.json ] || { echo "The libraries of $program are not here. Run packaging/install-needs.sh tests."; exit 1; }
      dotnet build --no-restore -c Release -o out -v q --nologo
      ;;
  esac
done
