#include "kossa/phantom/phantom.hpp"

#include "kossa/phantom/slide_writer.hpp"
#include "kossa/phantom/temporary_file.hpp"
#include "kossa/phantom/truth.hpp"

namespace kossa::phantom {

void write_phantom(const PhantomOptions& options, const std::filesystem::path& path, Progress& progress) {
    const Specimen specimen = make_specimen(options);
    TemporaryFile slide(path);
    write_slide(specimen, options, slide.path(), progress);
    write_truth(specimen, options, path);
    slide.keep();
}

}  // namespace kossa::phantom
