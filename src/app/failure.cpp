#include "failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <opencv2/core.hpp>

#include "kossa/core/error.hpp"

namespace kossa::app {

namespace {

std::string on_one_line(std::string text) {
    text.erase(text.find_last_not_of(" \n") + 1);
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

Failure out_of_memory() {
    return {"out-of-memory",
            "there is not enough memory; close other programs or raise the limit (ulimit -v); to score takes less with "
            "fewer --threads or a smaller working.tile_px"};
}

Failure internal(const std::string& what) {
    return {"internal", "internal error, please report it: " + on_one_line(what)};
}

}  // namespace

Failure failure_of(const std::exception_ptr& exception) {
    try {
        std::rethrow_exception(exception);
    } catch (const Error& error) {
        return {error.code(), on_one_line(error.what())};
    } catch (const std::bad_alloc&) {
        return out_of_memory();
    } catch (const cv::Exception& error) {
        return error.code == cv::Error::StsNoMem ? out_of_memory() : internal(error.what());
    } catch (const std::exception& error) {
        return internal(error.what());
    } catch (...) {
        return internal("an exception of unknown kind");
    }
}

}  // namespace kossa::app
