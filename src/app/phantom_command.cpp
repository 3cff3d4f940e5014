#include <fmt/format.h>

#include "commands.hpp"
#include "kossa/phantom/phantom.hpp"
#include "printable.hpp"
#include "process.hpp"
#include "progress_bar.hpp"

namespace kossa::app {

int write_phantom(const PhantomRequest& request) {
    phantom::require_phantom_can_be_named(request.out);
    if (request.out.has_parent_path()) {
        create_output_folder(request.out.parent_path());
    }
    ProgressBar bar(1, progress_visibility());
    bar.begin_slide(1, request.out.filename().string());
    phantom::write_phantom(request.options, request.out, bar);
    bar.clear();
    print(fmt::format("{} written, and beside it its truth\n", printable(request.out.string())));
    return exit_ok;
}

}  // namespace kossa::app
