# cmake --install BUILD --prefix FOLDER: a folder of Counterfoil's own, laid out as the command looks for its parts: bin, plugins, share. With
# --component counterfoil only what staff run; the rest is for those who write plugins (plugins/README.md).
include(CMakePackageConfigHelpers)

# Copied as they are: the list of plugins holds their digests, so nothing may be stripped or relinked on the way.
install(PROGRAMS $<TARGET_FILE:counterfoil> DESTINATION bin COMPONENT counterfoil)
if(TARGET counterfoil_window)
  install(PROGRAMS $<TARGET_FILE:counterfoil_window> DESTINATION bin COMPONENT counterfoil)
  install(FILES packaging/counterfoil.desktop DESTINATION share/applications COMPONENT counterfoil)
  install(FILES packaging/windows/counterfoil.svg DESTINATION share/icons/hicolor/scalable/apps COMPONENT counterfoil)
endif()
get_property(plugins GLOBAL PROPERTY COUNTERFOIL_BUILT_PLUGINS)
list(REMOVE_ITEM plugins template_plugin)
foreach(plugin IN LISTS plugins)
  install(PROGRAMS $<TARGET_FILE:${plugin}> DESTINATION plugins COMPONENT counterfoil)
endforeach()
install(FILES ${COUNTERFOIL_STAGE}/plugins/plugins.json DESTINATION plugins COMPONENT counterfoil)
install(DIRECTORY ${COUNTERFOIL_STAGE}/share/ DESTINATION share COMPONENT counterfoil)
install(DIRECTORY ${COUNTERFOIL_STAGE}/examples DESTINATION . COMPONENT counterfoil PATTERN planted*.json EXCLUDE)
# Before a batch or a period is approved, and before a batch is released, the program's files are held to this list.
install(CODE [[
  set(root "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}")
  file(GLOB_RECURSE files RELATIVE "${root}" "${root}/bin/*" "${root}/plugins/*" "${root}/share/*")
  list(SORT files)
  set(list "")
  foreach(name IN LISTS files)
    file(SHA256 "${root}/${name}" digest)
    string(APPEND list "${digest}  ${name}\n")
  endforeach()
  file(WRITE "${root}/SHA256SUMS.txt" "${list}")
]] COMPONENT counterfoil)

include(${CMAKE_CURRENT_LIST_DIR}/deb.cmake)

# For authors of plugins.
install(DIRECTORY engine/include/counterfoil DESTINATION include COMPONENT sdk FILES_MATCHING PATTERN *.h PATTERN *.hpp)
install(PROGRAMS $<TARGET_FILE:make_manifest> $<TARGET_FILE:make_template> DESTINATION sdk/tools COMPONENT sdk)
install(DIRECTORY plugins/template DESTINATION sdk COMPONENT sdk)
install(FILES plugins/README.md plugins/domain.md plugins/findings.md DESTINATION sdk COMPONENT sdk)
install(FILES workbooks/specs/README.md DESTINATION sdk RENAME specifications.md COMPONENT sdk)
install(FILES workbooks/layouts/README.md DESTINATION sdk RENAME layouts.md COMPONENT sdk)
install(FILES tests/plugins/contract_checks.hpp tests/plugins/contract_checks.cpp tests/plugins/fake_host.hpp tests/plugins/fake_host.cpp tests/plugins/field_kinds.hpp tests/plugins/field_kinds.cpp
  tests/support/findings_seen.hpp
  DESTINATION sdk/testing COMPONENT sdk)
set(package lib/cmake/Counterfoil)
configure_package_config_file(packaging/sdk/CounterfoilConfig.cmake.in ${CMAKE_BINARY_DIR}/sdk/CounterfoilConfig.cmake INSTALL_DESTINATION ${package})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/sdk/CounterfoilConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/sdk/CounterfoilConfig.cmake ${CMAKE_BINARY_DIR}/sdk/CounterfoilConfigVersion.cmake packaging/sdk/CounterfoilPlugins.cmake
  plugins/plugin_library.cmake plugins/exports.map DESTINATION ${package} COMPONENT sdk)
