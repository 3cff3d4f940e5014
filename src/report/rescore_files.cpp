#include "kossa/report/rescore_files.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <string_view>

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

std::string seal_of(std::string_view name, std::uint32_t checksum) {
    return fmt::format(",\"CRC-32 of {}\":\"{:08x}\"", name, checksum);
}

/// The seal of rescore.json itself, of all that stands before it.
std::string own_seal(std::uint32_t checksum_before) {
    return seal_of("all before", checksum_before) + std::string(end_of_document);
}

}  // namespace

void write_sealed(const TextSink& sink, const Document& document, const RescoreFiles& others) {
    std::uint32_t checksum = 0;
    const auto pass_on = [&](std::string_view text) {
        checksum = crc32_of(text, checksum);
        sink(text);
    };
    std::string last;  // the end of the document comes with it
    document([&](std::string_view text) {
        pass_on(last);
        last = text;
    });
    last.resize(last.rfind(end_of_document));
    for (const auto& [name, bytes] : sealed_files) {
        last += seal_of(name, crc32_of(others.*bytes));
    }
    pass_on(last);
    sink(own_seal(checksum));
}

void require_sealed(const RescoreFiles& files) {
    const std::string_view json = files.json;
    const std::size_t seal_bytes = own_seal(0).size();
    if (json.size() < seal_bytes ||
        json.substr(json.size() - seal_bytes) != own_seal(crc32_of(json.substr(0, json.size() - seal_bytes)))) {
        throw SlideError("corrupt", "rescore.json is damaged: it is not as it was written; score the slide anew");
    }
    for (const auto& [name, bytes] : sealed_files) {
        if (json.rfind(seal_of(name, crc32_of(files.*bytes))) == std::string_view::npos) {
            throw SlideError("corrupt", fmt::format("{} is damaged or of another result: it is not the one that was "
                                                    "written with rescore.json; score the slide anew",
                                                    name));
        }
    }
}

}  // namespace kossa::report
