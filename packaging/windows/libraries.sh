#!/bin/sh
# Builds for 64-bit Windows, from Debian's own source packages, the run-time libraries that Debian does not package for mingw-w64:
#   libraries.sh PREFIX
# Static archives, headers and pkg-config files go to PREFIX, as do licences/NAME.txt and libraries.txt with each version. apt checks every
# source package against Debian's signatures. PREFIX is the cache: what it holds is not built again, unless COUNTERFOIL_RENEW_LIBRARIES is set.
set -eu

prefix=$1
mkdir -p "$prefix"
prefix=$(cd "$prefix" && pwd)
host=x86_64-w64-mingw32
jobs=$(nproc)
work=$prefix/work
mkdir -p "$prefix/include" "$prefix/lib/pkgconfig" "$prefix/licences" "$prefix/versions" "$work"

# This machine's own package sources, asked for source packages too; kept apart from the system's settings.
apt=$work/apt
mkdir -p "$apt/parts" "$apt/lists/partial" "$apt/cache/archives/partial"
rm -f "$apt"/parts/*
for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
  if [ -f "$file" ]; then sed -n 's/^deb\([[:space:]]\)/deb-src\1/p' "$file" | grep -i debian >"$apt/parts/$(basename "$file" .list).list" || true; fi
done
for file in /etc/apt/sources.list.d/*debian*.sources; do
  if [ -f "$file" ]; then sed 's/^Types:.*/Types: deb-src/' "$file" >"$apt/parts/$(basename "$file")"; fi
done
cat >"$apt/apt.conf" <<EOF
Dir::Etc::SourceList "/dev/null";
Dir::Etc::SourceParts "$apt/parts";
Dir::State::Lists "$apt/lists";
Dir::Cache "$apt/cache";
APT::Sandbox::User "$(id -un)";
EOF
export APT_CONFIG="$apt/apt.conf"

lists_are_fresh=""
refresh_lists() {
  [ -n "$lists_are_fresh" ] || apt-get update -q >"$work/update.log" 2>&1 || { cat "$work/update.log"; exit 1; }
  lists_are_fresh=yes
}

# fetch NAME: the newest source package, unpacked in $work/NAME; its version in $version. Returns 1 when PREFIX holds that version already.
fetch() {
  if [ -f "$prefix/versions/$1" ] && [ -z "${COUNTERFOIL_RENEW_LIBRARIES:-}" ]; then return 1; fi
  refresh_lists
  rm -rf "${work:?}/$1" && mkdir "$work/$1"
  echo "Fetching the source of $1"
  (cd "$work/$1" && apt-get source -q --only-source "$1" >fetch.log 2>&1) || { cat "$work/$1/fetch.log"; exit 1; }
  version=$(sed -n 's/^Version: //p' "$work/$1"/*.dsc | head -1)
  source=$(find "$work/$1" -mindepth 1 -maxdepth 1 -type d)
  cp "$source/debian/copyright" "$prefix/licences/$1.txt"
  echo "Building $1 $version"
}

built() {
  echo "$version" >"$prefix/versions/$1"
  rm -rf "${work:?}/$1"
}

# pc NAME VERSION LIBS [CFLAGS]
pc() {
  printf 'Name: %s\nDescription: %s for 64-bit Windows, static\nVersion: %s\nLibs: %s\nCflags: %s\n' "$1" "$1" "$2" "$3" "${4:-}" >"$prefix/lib/pkgconfig/$1.pc"
}

toolchain=$(cd "$(dirname "$0")" && pwd)/toolchain.cmake
cmake_library() { # SOURCE BUILD OPTIONS...
  from=$1; into=$2; shift 2
  rm -rf "$into"  # what a build that was cut off left names the sources and the toolchain of that build
  cmake -S "$from" -B "$into" -G Ninja -DCMAKE_TOOLCHAIN_FILE="$toolchain" -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX="$prefix" \
    -DCMAKE_INSTALL_LIBDIR=lib "$@" >"$into.log" 2>&1 && cmake --build "$into" -j "$jobs" >>"$into.log" 2>&1 && cmake --install "$into" >>"$into.log" 2>&1 ||
    { tail -50 "$into.log"; exit 1; }
}

if fetch libdeflate; then
  # Its own makefile, with the archive alone; named in lower case.
  make -C "$source" -j "$jobs" CC=$host-gcc-posix AR=$host-gcc-ar-posix CFLAGS="-O2 -ffunction-sections" DISABLE_SHARED=1 USE_SHARED_LIB= \
    libdeflatestatic.lib >"$work/libdeflate.log" 2>&1 || { tail -50 "$work/libdeflate.log"; exit 1; }
  cp "$source/libdeflatestatic.lib" "$prefix/lib/libdeflate.a"
  cp "$source/libdeflate.h" "$prefix/include/"
  pc libdeflate "${version%%-*}" "-L$prefix/lib -ldeflate" "-I$prefix/include"
  built libdeflate
fi

if fetch pugixml; then
  cmake_library "$source" "$work/pugixml-build" -DBUILD_SHARED_LIBS=OFF
  rm -rf "$work/pugixml-build"
  built pugixml
fi

if fetch sqlite3; then
  mkdir "$source/out"
  # The one large source file is made by programs of this machine, whatever it is compiled for afterwards.
  (cd "$source/out" && ../configure --disable-tcl --disable-readline --disable-shared && make sqlite3.c) \
    >"$work/sqlite3.log" 2>&1 || { tail -50 "$work/sqlite3.log"; exit 1; }
  $host-gcc-posix -O2 -c "$source/out/sqlite3.c" -o "$source/out/sqlite3.o" \
    -DSQLITE_THREADSAFE=1 -DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_DQS=0 -DSQLITE_SECURE_DELETE
  rm -f "$prefix/lib/libsqlite3.a"
  $host-ar rcsD "$prefix/lib/libsqlite3.a" "$source/out/sqlite3.o"
  cp "$source/out/sqlite3.h" "$prefix/include/"
  pc sqlite3 "${version%%-*}" "-L$prefix/lib -lsqlite3" "-I$prefix/include"
  built sqlite3
fi

# The window's toolkit: what is drawn and typed into, and nothing else. Its own code does not build with the names that the toolchain spares
# itself from windows.h; -O1, since a window waits for people.
if fetch wxwidgets3.2; then
  off=""
  for part in ZLIB LIBPNG EXPAT REGEX LIBJPEG LIBTIFF NANOSVG LIBLZMA XML XRC HTML WXHTML_HELP SOCKETS URL PROTOCOL FS_INET WEBREQUEST WEBVIEW QA DEBUGREPORT PROPGRID \
    RIBBON RICHTEXT STC AUI MEDIACTRL OPENGL ARTPROVIDER_TANGO MDI_ARCHITECTURE MDI SVG GRAPHICS_DIRECT2D TARSTREAM ZIPSTREAM ARCHIVE_STREAMS FS_ARCHIVE FS_ZIP JOYSTICK SOUND \
    POSTSCRIPT DRAGIMAGE WIZARDDLG SPLASH TIPDLG STARTUP_TIPS HELP MS_HTML_HELP GRID CALENDARCTRL DATEPICKCTRL TIMEPICKCTRL ANIMATIONCTRL FINDREPLDLG \
    FSWATCHER SECRETSTORE ACTIVEX GIF PCX TGA IFF PNM DIALUP_MANAGER; do off="$off -DwxUSE_$part=OFF"; done
  # shellcheck disable=SC2086
  cmake_library "$source" "$work/wx-build" -DwxBUILD_SHARED=OFF -DwxBUILD_TESTS=OFF -DwxBUILD_SAMPLES=OFF -DwxBUILD_DEMOS=OFF -DwxBUILD_LOCALES=OFF \
    -DwxUSE_ACCESSIBILITY=ON $off -DCMAKE_CXX_FLAGS="-w -UWIN32_LEAN_AND_MEAN -UNOMINMAX" -DCMAKE_C_FLAGS="-w -UWIN32_LEAN_AND_MEAN -UNOMINMAX" \
    -DCMAKE_CXX_FLAGS_RELEASE="-O1 -DNDEBUG" -DCMAKE_C_FLAGS_RELEASE="-O1 -DNDEBUG"
  rm -rf "$work/wx-build"
  built wxwidgets3.2
fi

# GoogleTest's source comes with its development package.
gtest_version=$(dpkg-query -W -f='${Version}' libgtest-dev)
if [ "$(cat "$work/gtest-built" 2>/dev/null)" != "$gtest_version" ]; then
  echo "Building googletest $gtest_version"
  cmake_library /usr/src/googletest "$work/googletest" -DBUILD_GMOCK=ON -DINSTALL_GTEST=ON
  rm -rf "$work/googletest"
  echo "$gtest_version" >"$work/gtest-built"
fi

# Libraries that are headers alone are the same for every system; only they are shown to the cross compiler, not the rest of /usr/include.
for folder in boost nlohmann CLI spdlog fmt; do ln -sfn "/usr/include/$folder" "$prefix/include/$folder"; done

# Debian's own mingw packages hold shared libraries too; only their archives are shown to the linker.
for archive in libgcrypt libgpg-error; do ln -sfn "/usr/$host/lib/$archive.a" "$prefix/lib/$archive.a"; done
pc libgcrypt "$(dpkg-query -W -f='${Version}' libgcrypt-mingw-w64-dev | sed 's/-.*//')" \
  "-L$prefix/lib -lgcrypt -lgpg-error -lws2_32" "-I/usr/$host/include"

# What is inside the result, for its licences folder. Packaged libraries are named as their packages are.
package() { # NAME PACKAGE
  dpkg-query -W -f='${Version}' "$2" >"$prefix/versions/$1"
  cp "/usr/share/doc/$2/copyright" "$prefix/licences/$1.txt"
}
package libgcrypt libgcrypt-mingw-w64-dev
package libgpg-error libgpg-error-mingw-w64-dev
package boost "$(dpkg-query -S /usr/include/boost/version.hpp | cut -d: -f1)"
package nlohmann-json nlohmann-json3-dev
package spdlog libspdlog-dev
package fmt libfmt-dev
package cli11 libcli11-dev
package libstdc++-and-libgcc g++-mingw-w64-x86-64-posix
package mingw-w64-runtime mingw-w64-x86-64-dev
{
  echo "Counterfoil for Windows contains these libraries, in the versions that Debian packages. Their licences are beside this list."
  echo
  for file in "$prefix"/versions/*; do printf '%-22s %s\n' "$(basename "$file")" "$(cat "$file")"; done
} >"$prefix/libraries.txt"
