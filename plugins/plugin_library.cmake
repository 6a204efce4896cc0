# How a task's library is built, the same inside and outside of Counterfoil's tree: nothing but the contract is exported.
# COUNTERFOIL_EXPORTS_MAP names exports.map.
function(counterfoil_plugin_library name folder)
  add_library(${name} MODULE ${ARGN})
  set_target_properties(${name} PROPERTIES PREFIX "" LIBRARY_OUTPUT_DIRECTORY ${folder} CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    POSITION_INDEPENDENT_CODE ON CXX_EXTENSIONS OFF)
  if(NOT WIN32)  # templates of the standard library would be exported too; on Windows only what is marked is
    target_link_options(${name} PRIVATE LINKER:--version-script=${COUNTERFOIL_EXPORTS_MAP})
    set_property(TARGET ${name} APPEND PROPERTY LINK_DEPENDS ${COUNTERFOIL_EXPORTS_MAP})
  endif()
endfunction()
