# A plugin in a project of its own, against an installed Counterfoil.
#
# counterfoil_add_plugin(name SOURCES a.cpp... SPEC workbook-spec.json [LAYOUTS own.json...] [PROFILES own.json...] [TARGETS own.json...])
#   Builds the library and the blank workbook of its specification, and lays a whole Counterfoil with the plugin in it into stage/ of the build
#   folder: stage/bin/counterfoil runs it before anything is installed. "cmake --install" puts it into the installed one and adds it to the list
#   of tasks that staff may run.
#
# counterfoil_add_plugin_test(name SOURCES a_test.cpp plugin.cpp... [LIBRARIES...])
#   A GoogleTest program that calls the plugin through a host in memory (fake_host.hpp), without workbooks.
set(COUNTERFOIL_STAGE "${CMAKE_BINARY_DIR}/stage")

# The file of a specification or layout is named by its id.
function(counterfoil_stage_json file folder result)
  get_filename_component(path "${file}" ABSOLUTE)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${path}")
  file(READ "${path}" text)
  string(JSON id ERROR_VARIABLE trouble GET "${text}" id)
  if(trouble)
    message(FATAL_ERROR "${file} has no \"id\", or is not JSON: ${trouble}")
  endif()
  configure_file("${path}" "${COUNTERFOIL_STAGE}/share/${folder}/${id}.json" COPYONLY)
  install(FILES "${COUNTERFOIL_STAGE}/share/${folder}/${id}.json" DESTINATION share/${folder})
  set(${result} "${id}" PARENT_SCOPE)
endfunction()

# The installed Counterfoil once more, to try the plugin in.
function(counterfoil_lay_stage)
  file(COPY "${COUNTERFOIL_PREFIX}/bin" "${COUNTERFOIL_PREFIX}/share" DESTINATION "${COUNTERFOIL_STAGE}")
  file(COPY "${COUNTERFOIL_PREFIX}/plugins" DESTINATION "${COUNTERFOIL_STAGE}" PATTERN plugins.json EXCLUDE)
endfunction()

function(counterfoil_add_plugin name)
  cmake_parse_arguments(PLUGIN "" "SPEC" "SOURCES;LAYOUTS;PROFILES;TARGETS" ${ARGN})
  if(PLUGIN_UNPARSED_ARGUMENTS OR NOT PLUGIN_SOURCES OR NOT PLUGIN_SPEC)
    message(FATAL_ERROR "counterfoil_add_plugin(${name} SOURCES ... SPEC ...) needs both, and knows LAYOUTS, PROFILES and TARGETS besides")
  endif()
  counterfoil_lay_stage()
  counterfoil_plugin_library(${name} "${COUNTERFOIL_STAGE}/plugins" ${PLUGIN_SOURCES})
  target_link_libraries(${name} PRIVATE Counterfoil::plugin_api)
  install(PROGRAMS "$<TARGET_FILE:${name}>" DESTINATION plugins)

  foreach(layout IN LISTS PLUGIN_LAYOUTS)
    counterfoil_stage_json("${layout}" layouts id)
  endforeach()
  foreach(profile IN LISTS PLUGIN_PROFILES)
    counterfoil_stage_json("${profile}" profiles id)
  endforeach()
  foreach(target IN LISTS PLUGIN_TARGETS)
    counterfoil_stage_json("${target}" targets id)
  endforeach()
  counterfoil_stage_json("${PLUGIN_SPEC}" specs spec)
  set(blank "${COUNTERFOIL_STAGE}/share/templates/${spec}.xlsx")
  add_custom_command(OUTPUT "${blank}"
    COMMAND Counterfoil::make_template "${COUNTERFOIL_STAGE}/share/specs/${spec}.json" "${blank}"
    DEPENDS "${COUNTERFOIL_STAGE}/share/specs/${spec}.json" COMMENT "Blank workbook ${spec}.xlsx" VERBATIM)
  install(FILES "${blank}" DESTINATION share/templates)

  # One after the other, as each adds itself to the same list; the first starts from the installed one.
  get_property(before GLOBAL PROPERTY COUNTERFOIL_LISTED_LAST)
  set(list_of_tasks "${COUNTERFOIL_STAGE}/plugins/plugins.json")
  set(start)
  if(NOT before)
    set(start COMMAND ${CMAKE_COMMAND} -E copy "${COUNTERFOIL_PREFIX}/plugins/plugins.json" "${list_of_tasks}")
  endif()
  add_custom_target(${name}_listed ALL ${start} COMMAND Counterfoil::make_manifest --add "${COUNTERFOIL_STAGE}/plugins" "$<TARGET_FILE_NAME:${name}>"
    DEPENDS "${blank}" COMMENT "Listing ${name} with its digest" VERBATIM)
  add_dependencies(${name}_listed ${name} ${before})
  set_property(GLOBAL PROPERTY COUNTERFOIL_LISTED_LAST ${name}_listed)
  install(CODE "execute_process(COMMAND \"$<TARGET_FILE:Counterfoil::make_manifest>\" --add \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/plugins\" \"$<TARGET_FILE_NAME:${name}>\" COMMAND_ERROR_IS_FATAL ANY)")
endfunction()

function(counterfoil_add_plugin_test name)
  cmake_parse_arguments(TEST "" "" "SOURCES;LIBRARIES" ${ARGN})
  find_package(GTest REQUIRED)
  if(NOT TARGET counterfoil_test_host)
    find_package(nlohmann_json REQUIRED)
    set(testing "${COUNTERFOIL_PREFIX}/sdk/testing")
    add_library(counterfoil_test_host STATIC "${testing}/contract_checks.cpp" "${testing}/fake_host.cpp" "${testing}/field_kinds.cpp")
    target_include_directories(counterfoil_test_host PUBLIC "${testing}")
    target_compile_definitions(counterfoil_test_host PRIVATE "COUNTERFOIL_SHARE=\"${COUNTERFOIL_STAGE}/share\"")
    target_link_libraries(counterfoil_test_host PUBLIC Counterfoil::plugin_api PRIVATE nlohmann_json::nlohmann_json)
  endif()
  add_executable(${name} ${TEST_SOURCES})
  target_link_libraries(${name} PRIVATE counterfoil_test_host ${TEST_LIBRARIES} GTest::gtest_main)
  add_test(NAME ${name} COMMAND ${name})
endfunction()
