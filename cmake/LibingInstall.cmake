# SPDX-License-Identifier: Apache-2.0
# Installation: the library, its headers, find_package(libing) and pkg-config libing, and packages.
include(CMakePackageConfigHelpers)

set(LIBING_PRIVATE_LIBS "-llua5.4 -lsqlite3 -lcrypto -lz -lpthread -lm")
configure_package_config_file(cmake/libingConfig.cmake.in libingConfig.cmake
  INSTALL_DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/libing")
write_basic_package_version_file(libingConfigVersion.cmake COMPATIBILITY SameMinorVersion)
# The prefix as seen from libing.pc, so that an installed tree can be moved.
set(LIBING_PC_PREFIX "${CMAKE_INSTALL_PREFIX}")
if(NOT IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
  file(RELATIVE_PATH up "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
  string(REGEX REPLACE "/$" "" up "${up}")
  set(LIBING_PC_PREFIX "\${pcfiledir}/${up}")
endif()
configure_file(cmake/libing.pc.in libing.pc @ONLY)

install(TARGETS libing EXPORT libingTargets
  LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}" ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
  RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
if(BUILD_SHARED_LIBS)
  install(EXPORT libingTargets NAMESPACE libing:: DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/libing")
endif()
install(DIRECTORY include/ DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING PATTERN "*.h")
install(FILES "${PROJECT_BINARY_DIR}/include/libing/version.h" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/libing")
install(FILES "${PROJECT_BINARY_DIR}/libingConfig.cmake" "${PROJECT_BINARY_DIR}/libingConfigVersion.cmake"
  DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/libing")
install(FILES "${PROJECT_BINARY_DIR}/libing.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
install(DIRECTORY rules/ DESTINATION "${CMAKE_INSTALL_DATADIR}/libing/rules")

set(CPACK_PACKAGE_NAME libing)
set(CPACK_PACKAGE_VENDOR "libing")
set(CPACK_PACKAGE_CONTACT "libing maintainers")
set(CPACK_GENERATOR "TGZ;DEB")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
include(CPack)
