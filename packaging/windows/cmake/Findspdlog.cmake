# spdlog and fmt as headers alone: there are no archives of them for mingw-w64.
find_path(spdlog_HEADERS spdlog/spdlog.h REQUIRED)
if(NOT TARGET spdlog::spdlog)
  add_library(spdlog::spdlog INTERFACE IMPORTED)
  set_target_properties(spdlog::spdlog PROPERTIES INTERFACE_INCLUDE_DIRECTORIES ${spdlog_HEADERS}
    INTERFACE_COMPILE_DEFINITIONS "SPDLOG_FMT_EXTERNAL;FMT_HEADER_ONLY;SPDLOG_WCHAR_FILENAMES")
endif()
set(spdlog_FOUND TRUE)
