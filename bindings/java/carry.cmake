# SPDX-License-Identifier: Apache-2.0
# carry.cmake: copy FILES INTO a folder, each shared library by the name under which it is looked for, and
# write SHA256SUMS in the manner of sha256sum, the file that is to be loaded first.
file(REMOVE_RECURSE "${INTO}")
file(MAKE_DIRECTORY "${INTO}")
set(sums "")
foreach(file IN LISTS FILES)
  execute_process(COMMAND "${OBJDUMP}" -p "${file}" OUTPUT_VARIABLE said ERROR_QUIET)
  get_filename_component(name "${file}" NAME)
  if(said MATCHES "SONAME +([^ \n]+)")
    set(name "${CMAKE_MATCH_1}")
  endif()
  configure_file("${file}" "${INTO}/${name}" COPYONLY)
  file(SHA256 "${file}" digest)
  string(APPEND sums "${digest}  ${name}\n")
endforeach()
file(WRITE "${INTO}/SHA256SUMS" "${sums}")
