# SPDX-License-Identifier: Apache-2.0
# libing_room(name [packages...]): lib/<name>/*.c as an object library `libing_<name>`.
# libing_library(): the library made of all rooms, and its installation.

add_library(libing_flags INTERFACE)
target_compile_options(libing_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla
  -Wformat=2 -Wundef -Wwrite-strings $<$<BOOL:${LIBING_WERROR}>:-Werror>)
if(LIBING_SANITIZE)
  target_compile_options(libing_flags INTERFACE -fsanitize=${LIBING_SANITIZE} -fno-sanitize-recover=all
                         -fno-omit-frame-pointer)
  target_link_options(libing_flags INTERFACE -fsanitize=${LIBING_SANITIZE})
endif()

function(libing_c_settings target)
  set_target_properties(${target} PROPERTIES C_STANDARD 11 C_STANDARD_REQUIRED ON C_EXTENSIONS OFF
                        C_VISIBILITY_PRESET hidden POSITION_INDEPENDENT_CODE ON)
  target_compile_definitions(${target} PRIVATE _POSIX_C_SOURCE=200809L)
  target_link_libraries(${target} PRIVATE libing_flags)
endfunction()

function(libing_room name)
  file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/lib/${name}/*.c")
  if(NOT sources)
    return()
  endif()
  add_library(libing_${name} OBJECT ${sources})
  libing_c_settings(libing_${name})
  target_compile_definitions(libing_${name} PRIVATE LIBING_BUILDING $<$<BOOL:${LIBING_BUILD_TESTS}>:LIBING_FAULTS>)
  target_include_directories(libing_${name} PRIVATE "${PROJECT_SOURCE_DIR}/lib"
    "${PROJECT_SOURCE_DIR}/include" "${PROJECT_BINARY_DIR}/include")
  target_link_libraries(libing_${name} PUBLIC ${ARGN})
  set_property(GLOBAL APPEND PROPERTY LIBING_ROOMS ${name})
  set_property(GLOBAL APPEND PROPERTY LIBING_PACKAGES ${ARGN})
endfunction()

function(libing_library)
  get_property(rooms GLOBAL PROPERTY LIBING_ROOMS)
  get_property(packages GLOBAL PROPERTY LIBING_PACKAGES)
  set(objects "")
  foreach(room IN LISTS rooms)
    list(APPEND objects $<TARGET_OBJECTS:libing_${room}>)
  endforeach()
  find_package(Threads REQUIRED)

  add_library(libing ${objects})
  add_library(libing::libing ALIAS libing)
  set_target_properties(libing PROPERTIES OUTPUT_NAME ing VERSION ${PROJECT_VERSION}
                        SOVERSION ${PROJECT_VERSION_MAJOR} LINKER_LANGUAGE C EXPORT_NAME libing)
  target_include_directories(libing PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/include>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  target_link_libraries(libing PRIVATE libing_flags ${packages} Threads::Threads)

  # The same objects with everything visible, for unit tests and tools.
  add_library(libing_internal STATIC EXCLUDE_FROM_ALL ${objects})
  set_target_properties(libing_internal PROPERTIES LINKER_LANGUAGE C)
  target_include_directories(libing_internal PUBLIC "${PROJECT_SOURCE_DIR}/lib"
    "${PROJECT_SOURCE_DIR}/include" "${PROJECT_BINARY_DIR}/include")
  target_compile_definitions(libing_internal INTERFACE LIBING_FAULTS)
  target_link_libraries(libing_internal PUBLIC ${packages} Threads::Threads)
endfunction()
