# SPDX-License-Identifier: Apache-2.0
# libing_lua: the Lua that judges. The system's 5.4 by default; with LIBING_LUA_SOURCE a given tree,
# built statically with a fixed hash seed, and its digest so that the log can say which Lua judged.
add_library(libing_lua INTERFACE)
if(LIBING_LUA_SOURCE)
  file(GLOB lua_sources CONFIGURE_DEPENDS "${LIBING_LUA_SOURCE}/src/l*.c" "${LIBING_LUA_SOURCE}/l*.c")
  list(FILTER lua_sources EXCLUDE REGEX "/(lua|luac|ltests|onelua)\\.c$")
  if(NOT lua_sources)
    message(FATAL_ERROR "LIBING_LUA_SOURCE: no Lua sources in ${LIBING_LUA_SOURCE}")
  endif()
  set(tree "")
  foreach(source IN LISTS lua_sources)
    file(SHA256 "${source}" digest)
    string(APPEND tree "${digest}\n")
  endforeach()
  string(SHA256 tree_digest "${tree}")
  list(GET lua_sources 0 first_source)
  get_filename_component(lua_include "${first_source}" DIRECTORY)
  add_library(libing_lua_static STATIC ${lua_sources})
  set_target_properties(libing_lua_static PROPERTIES POSITION_INDEPENDENT_CODE ON
                        C_VISIBILITY_PRESET hidden)
  # An option, since CMake drops definitions that look like functions.
  target_compile_options(libing_lua_static PRIVATE "-Dluai_makeseed(L)=0x6c69626eu")
  target_include_directories(libing_lua_static SYSTEM PUBLIC "${lua_include}")
  target_link_libraries(libing_lua INTERFACE libing_lua_static m)
  target_compile_definitions(libing_lua INTERFACE LIBING_LUA_BUILD="source ${tree_digest}"
                             LIBING_LUA_SEED="fixed")
else()
  pkg_search_module(LUA REQUIRED IMPORTED_TARGET lua5.4 lua-5.4 lua>=5.4)
  target_link_libraries(libing_lua INTERFACE PkgConfig::LUA)
  target_compile_definitions(libing_lua INTERFACE LIBING_LUA_BUILD="system" LIBING_LUA_SEED="random")
endif()
