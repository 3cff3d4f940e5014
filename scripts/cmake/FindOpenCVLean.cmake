# Finds OpenCV's core and imgproc alone, as Debian's libopencv-core-dev and libopencv-imgproc-dev install them.
# Defines the imported target OpenCVLean::OpenCVLean.
find_path(OpenCVLean_INCLUDE_DIR opencv2/imgproc.hpp PATH_SUFFIXES opencv4)
find_library(OpenCVLean_CORE_LIBRARY opencv_core)
find_library(OpenCVLean_IMGPROC_LIBRARY opencv_imgproc)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(OpenCVLean REQUIRED_VARS OpenCVLean_CORE_LIBRARY OpenCVLean_IMGPROC_LIBRARY
                                                           OpenCVLean_INCLUDE_DIR)
if(OpenCVLean_FOUND AND NOT TARGET OpenCVLean::OpenCVLean)
  add_library(OpenCVLean::OpenCVLean INTERFACE IMPORTED)
  target_include_directories(OpenCVLean::OpenCVLean SYSTEM INTERFACE "${OpenCVLean_INCLUDE_DIR}")
  target_link_libraries(OpenCVLean::OpenCVLean INTERFACE "${OpenCVLean_IMGPROC_LIBRARY}" "${OpenCVLean_CORE_LIBRARY}")
endif()
mark_as_advanced(OpenCVLean_INCLUDE_DIR OpenCVLean_CORE_LIBRARY OpenCVLean_IMGPROC_LIBRARY)
