# 64-bit Windows with mingw-w64: posix threads, and every run-time library inside the file, so that only Windows' own DLLs are needed.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_C_COMPILER x86_64-w64-mingw32-gcc-posix)
set(CMAKE_CXX_COMPILER x86_64-w64-mingw32-g++-posix)
set(CMAKE_RC_COMPILER x86_64-w64-mingw32-windres)
set(CMAKE_AR x86_64-w64-mingw32-gcc-ar-posix CACHE FILEPATH "")
set(CMAKE_RANLIB x86_64-w64-mingw32-gcc-ranlib-posix CACHE FILEPATH "")

# Windows 10 is the oldest that is still looked after.
add_compile_definitions(_WIN32_WINNT=0x0A00 WINVER=0x0A00 UNICODE _UNICODE WIN32_LEAN_AND_MEAN NOMINMAX=1)

# Position independence is how Windows works anyway; address-space layout and the stack guard are asked for as its own programs do.
foreach(kind EXE MODULE SHARED)
  set(CMAKE_${kind}_LINKER_FLAGS_INIT "-static -s -Wl,--dynamicbase,--nxcompat,--high-entropy-va -Wl,--no-insert-timestamp")
endforeach()

set(COUNTERFOIL_WINDOWS_LIBRARIES "" CACHE PATH "What packaging/windows/libraries.sh built; empty: where packaging/windows/build.sh put it")
if(NOT COUNTERFOIL_WINDOWS_LIBRARIES)
  execute_process(COMMAND ${CMAKE_CURRENT_LIST_DIR}/libraries-folder.sh OUTPUT_VARIABLE COUNTERFOIL_WINDOWS_LIBRARIES OUTPUT_STRIP_TRAILING_WHITESPACE)
endif()
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES COUNTERFOIL_WINDOWS_LIBRARIES)
set(CMAKE_FIND_ROOT_PATH ${COUNTERFOIL_WINDOWS_LIBRARIES} /usr/x86_64-w64-mingw32)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(ENV{PKG_CONFIG_LIBDIR} ${COUNTERFOIL_WINDOWS_LIBRARIES}/lib/pkgconfig)
set(ENV{PKG_CONFIG_SYSROOT_DIR} "")

list(APPEND CMAKE_MODULE_PATH ${CMAKE_CURRENT_LIST_DIR}/cmake)

# The tools and tests that a build runs.
set(CMAKE_CROSSCOMPILING_EMULATOR ${CMAKE_CURRENT_LIST_DIR}/run-under-wine.sh)
