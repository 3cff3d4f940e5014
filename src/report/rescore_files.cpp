#include "kossa/report/rescore_files.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

#include "kossa/core/error.hpp"
#include "kossa/report/gzip.hpp"

namespace kossa::report {

namespace {

struct SealedFile {
    std::string_view name;
    std::string RescoreFiles::*bytes;
};
constexpr std::array<SealedFile, 4> sealed_files{{{"rescore.png", &RescoreFiles::png},
                                                  {"rescore.jpg", &RescoreFiles::jpeg},
                                                  {"rescore-crops.json", &RescoreFiles::crops},
                                                  {"rescore-tiles.json", &RescoreFiles::tiles}}};

constexpr std::string_view end_of_document = "}\n";

std::string seal_of(std::string_view name, std::string_view bytes) {
    return fmt::format(",\"CRC-32 of {}\":\"{:08x}\"", name, crc32_of(bytes));
}

/// The seal of rescore.json itself, of all that stands before it.
std::string own_seal(std::string_view before) {
    return seal_of("all before", before) + std::string(end_of_document);
}

}  // namespace

RescoreFiles sealed(RescoreFiles files) {
    files.json.resize(files.json.rfind(end_of_document));
    for (const auto& [name, bytes] : sealed_files) {
        files.json += seal_of(name, files.*bytes);
    }
    files.json += own_seal(files.json);
    return files;
}

void require_sealed(const RescoreFiles& files) {
    const std::string_view json = files.json;
    const std::size_t seal_bytes = own_seal("").size();
    if (json.size() < seal_bytes ||
        json.substr(json.size() - seal_bytes) != own_seal(json.substr(0, json.size() - seal_bytes))) {
        throw SlideError("corrupt", "rescore.json is damaged: it is not as it was written; score the slide anew");
    }
    for (const auto& [name, bytes] : sealed_files) {
        if (json.rfind(seal_of(name, files.*bytes)) == std::string_view::npos) {
            throw SlideError("corrupt", fmt::format("{} is damaged or of another result: it is not the one that was "
                                                    "written with rescore.json; score the slide anew",
                                                    name));
        }
    }
}

}  // namespace kossa::report
