#include "kossa/phantom/phantom.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <list>
#include <string>

#include "kossa/core/error.hpp"
#include "kossa/phantom/slide_writer.hpp"
#include "kossa/phantom/temporary_file.hpp"
#include "kossa/phantom/truth.hpp"
#include "kossa/phantom/truth_masks.hpp"

namespace kossa::phantom {

namespace fs = std::filesystem;

namespace {

fs::path beside(const fs::path& slide, std::string_view ending) {
    fs::path path = slide;
    path.replace_extension();
    path += ending;
    return path;
}

struct PhantomFiles {
    fs::path slide;
    fs::path deposits;
    fs::path outlines;
    fs::path calcium;
    fs::path epidermis;
};

PhantomFiles files_of(const fs::path& slide) {
    return {slide, beside(slide, ".json"), beside(slide, "_truth.geojson"), beside(slide, "_calcium.png"),
            beside(slide, "_epidermis.png")};
}

[[noreturn]] void refuse(const fs::path& path, std::string_view reason) {
    throw UsageError(fmt::format("{} {}; give the slide a name such as deep.svs", path.string(), reason));
}

void require_file_name(const fs::path& slide) {
    const fs::path name = slide.filename();
    if (name.empty() || name == "." || name == "..") {
        refuse(slide, "is the name of a folder");
    }
}

/// Nothing, or a plain file that is replaced.
void require_replaceable(const fs::path& path) {
    std::error_code error;
    const fs::file_status status = fs::symlink_status(path, error);
    if (status.type() == fs::file_type::none) {
        refuse(path, "cannot be written: " + error.message());
    }
    if (fs::exists(status) && !fs::is_regular_file(status)) {
        refuse(path, "is there and is no plain file");
    }
}

/// Whether it begins as the record of a phantom does.
bool is_record(const fs::path& file) {
    constexpr std::size_t within = 1024;
    std::string begin(within, '\0');
    std::ifstream stream(file, std::ios::binary);
    stream.read(begin.data(), static_cast<std::streamsize>(begin.size()));
    return begin.find("\"calcium_area_um2\"") != std::string::npos;
}

/// Replaced are the files of a phantom alone, beside which its record lies, or lay before a run was cut short.
void require_phantom_or_nothing(const PhantomFiles& files) {
    if (is_record(files.deposits) || is_record(former_name(files.deposits))) {
        return;
    }
    for (const fs::path& file : {files.slide, files.deposits, files.outlines, files.calcium, files.epidermis}) {
        if (fs::exists(file)) {
            throw UsageError(fmt::format("{} is there and belongs to no phantom; give another name, or move it away",
                                         file.string()));
        }
    }
}

}  // namespace

void require_phantom_can_be_named(const fs::path& slide) {
    require_file_name(slide);
    const PhantomFiles files = files_of(slide);
    const std::list<fs::path> beside_it{files.deposits, files.outlines, files.calcium, files.epidermis};
    if (std::find(beside_it.begin(), beside_it.end(), slide) != beside_it.end()) {
        refuse(slide, "is the name of a file of its own truth");
    }
    require_replaceable(slide);
    std::for_each(beside_it.begin(), beside_it.end(), require_replaceable);
    require_phantom_or_nothing(files);
}

void write_phantom(const PhantomOptions& options, const fs::path& path, Progress& progress) {
    require_phantom_can_be_named(path);
    const Specimen specimen = make_specimen(options);
    const PhantomFiles names = files_of(path);
    std::list<TemporaryFile> files;
    const TemporaryFile& deposits = files.emplace_back(names.deposits);  // first, so that its files can be replaced
    const TemporaryFile& slide = files.emplace_back(names.slide);
    const TemporaryFile& calcium = files.emplace_back(names.calcium);
    const TemporaryFile& epidermis = files.emplace_back(names.epidermis);
    const TemporaryFile& outlines = files.emplace_back(names.outlines);

    slide.fill([&](const fs::path& file) { write_slide(specimen, options, file, progress); });
    calcium.fill([&](const fs::path& file) { write_calcium_mask(specimen, placement_of(options), file); });
    epidermis.fill([&](const fs::path& file) { write_epidermis_mask(specimen, placement_of(options), file); });
    std::string record;
    outlines.fill([&](const fs::path& file) { record = write_truth_outlines(specimen, options, file); });
    deposits.fill([&](const fs::path& file) { write_truth_record(record, file); });
    keep_all(files);
}

}  // namespace kossa::phantom
