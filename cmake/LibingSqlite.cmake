# SPDX-License-Identifier: Apache-2.0
# libing_sqlite: the SQLite that keeps the store. The system's by default; with LIBING_SQLITE_SOURCE the
# amalgamation (sqlite3.c, sqlite3.h) in a given folder, built in statically and unseen from outside. From
# 3.51.3 on a store is kept in WAL mode.
add_library(libing_sqlite INTERFACE)
if(LIBING_SQLITE_SOURCE)
  if(NOT EXISTS "${LIBING_SQLITE_SOURCE}/sqlite3.c")
    message(FATAL_ERROR "LIBING_SQLITE_SOURCE: no sqlite3.c in ${LIBING_SQLITE_SOURCE}")
  endif()
  find_package(Threads REQUIRED)
  add_library(libing_sqlite_static STATIC "${LIBING_SQLITE_SOURCE}/sqlite3.c")
  set_target_properties(libing_sqlite_static PROPERTIES POSITION_INDEPENDENT_CODE ON
                        C_VISIBILITY_PRESET hidden)
  target_compile_definitions(libing_sqlite_static PRIVATE SQLITE_THREADSAFE=1 SQLITE_OMIT_LOAD_EXTENSION
                             SQLITE_DQS=0)
  if(LIBING_SANITIZE)
    target_compile_options(libing_sqlite_static PRIVATE -fsanitize=${LIBING_SANITIZE})
  endif()
  target_include_directories(libing_sqlite_static SYSTEM PUBLIC "${LIBING_SQLITE_SOURCE}")
  target_link_libraries(libing_sqlite INTERFACE libing_sqlite_static Threads::Threads ${CMAKE_DL_LIBS} m)
else()
  pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3>=3.37)
  target_link_libraries(libing_sqlite INTERFACE PkgConfig::SQLITE)
endif()
