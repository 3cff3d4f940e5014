#include "kossa/slide/libtiff_messages.hpp"

#include <tiffio.h>

#include <mutex>

namespace kossa {

void silence_libtiff() {
    static std::once_flag done;  // belongs to the process, as the handlers do
    std::call_once(done, [] {
        TIFFSetErrorHandler(nullptr);
        TIFFSetWarningHandler(nullptr);
    });
}

}  // namespace kossa
