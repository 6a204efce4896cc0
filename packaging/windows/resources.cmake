# What Windows shows and obeys of a file: its version and icon, and in executables the manifest (UTF-8, long paths, no elevation, DPI).
find_program(RSVG_CONVERT rsvg-convert REQUIRED)
find_program(ICOTOOL icotool REQUIRED)

set(counterfoil_icon ${CMAKE_BINARY_DIR}/counterfoil.ico)
set(images)
set(drawing)
foreach(size 16 20 24 32 48 64 256)
  list(APPEND drawing COMMAND ${RSVG_CONVERT} -w ${size} -h ${size} -o ${CMAKE_BINARY_DIR}/icon-${size}.png ${CMAKE_CURRENT_LIST_DIR}/counterfoil.svg)
  if(size EQUAL 256)
    list(APPEND images -r ${CMAKE_BINARY_DIR}/icon-${size}.png)  # kept as PNG inside the icon
  else()
    list(APPEND images ${CMAKE_BINARY_DIR}/icon-${size}.png)
  endif()
endforeach()
add_custom_command(OUTPUT ${counterfoil_icon} ${drawing} COMMAND ${ICOTOOL} -c -o ${counterfoil_icon} ${images}
  DEPENDS ${CMAKE_CURRENT_LIST_DIR}/counterfoil.svg COMMENT "Drawing the icon" VERBATIM)
add_custom_target(counterfoil_icon DEPENDS ${counterfoil_icon})

set(counterfoil_resources_folder ${CMAKE_CURRENT_LIST_DIR})

# counterfoil_resources(TARGET "What it is" [WINDOW])
function(counterfoil_resources target description)
  get_target_property(type ${target} TYPE)
  set(RESOURCE_DESCRIPTION ${description})
  set(RESOURCE_ICON ${counterfoil_icon})
  # Windows draws the controls of a window as of today only where it is asked for them.
  set(RESOURCE_CONTROLS "")
  if(ARGN STREQUAL "WINDOW")
    set(RESOURCE_CONTROLS "  <dependency>
    <dependentAssembly>
      <assemblyIdentity type=\"win32\" name=\"Microsoft.Windows.Common-Controls\" version=\"6.0.0.0\" processorArchitecture=\"amd64\" publicKeyToken=\"6595b64144ccf1df\" language=\"*\"/>
    </dependentAssembly>
  </dependency>
")
  endif()
  set(RESOURCE_MANIFEST ${CMAKE_CURRENT_BINARY_DIR}/${target}.manifest)
  configure_file(${counterfoil_resources_folder}/counterfoil.manifest.in ${RESOURCE_MANIFEST} @ONLY)
  set(RESOURCE_FILE ${target}.dll)
  set(RESOURCE_IS_EXECUTABLE 0)
  if(type STREQUAL "EXECUTABLE")
    set(RESOURCE_FILE ${target}.exe)
    set(RESOURCE_IS_EXECUTABLE 1)
  endif()
  configure_file(${counterfoil_resources_folder}/resources.rc.in ${CMAKE_CURRENT_BINARY_DIR}/${target}.rc @ONLY)
  target_sources(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/${target}.rc)
  set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/${target}.rc PROPERTIES OBJECT_DEPENDS "${counterfoil_icon};${RESOURCE_MANIFEST}")
  add_dependencies(${target} counterfoil_icon)
endfunction()
