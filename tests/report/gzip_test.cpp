#include "kossa/report/gzip.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "kossa/geojson/gzip_text.hpp"

namespace kossa::report {
namespace {

constexpr std::uintmax_t most_unpacked = std::uintmax_t{64} << 20U;

std::string packed_in_pieces(const std::string& text, std::size_t piece) {
    std::string bytes;
    write_gzip([&bytes](std::string_view part) { bytes += part; },
               [&](const TextSink& sink) {
                   for (std::size_t i = 0; i < text.size(); i += piece) {
                       sink(std::string_view(text).substr(i, piece));
                   }
               });
    return bytes;
}

/// Larger than any buffer, and not all alike.
std::string long_text() {
    std::string text;
    for (int i = 0; text.size() < (std::size_t{3} << 20U); ++i) {
        text += std::to_string(i * 7919 % 100003) + ",";
    }
    return text;
}

TEST(Gzip, UnpacksToWhatWasWritten) {
    for (const std::string& text : {std::string(), std::string("{}"), long_text()}) {
        EXPECT_TRUE(unpacked(packed_in_pieces(text, 1000), "x.gz", most_unpacked) == text) << text.size();
    }
}

TEST(Gzip, IsTheSameBytesInWhateverPiecesItComes) {
    const std::string text = long_text();
    EXPECT_TRUE(packed_in_pieces(text, 77) == packed_in_pieces(text, text.size()));
    EXPECT_LT(packed_in_pieces(text, 77).size(), text.size());
}

TEST(Gzip, HeaderHoldsNoTimeAndNoName) {
    // RFC 1952: identification 1f 8b, method 8 (deflate), no flags (so no name), four bytes of time, all zero.
    EXPECT_EQ(packed_in_pieces("{}", 2).substr(0, 8), std::string("\x1f\x8b\x08\0\0\0\0\0", 8));
}

TEST(Gzip, AnErrorOfTheSinkOrTheWriterGoesThrough) {
    const auto fail = [](std::string_view) { throw std::runtime_error("full"); };
    EXPECT_THROW(write_gzip(fail, [](const TextSink& sink) { sink("text"); }), std::runtime_error);
    EXPECT_THROW(write_gzip([](std::string_view) {}, [](const TextSink&) { throw std::runtime_error("no text"); }),
                 std::runtime_error);
}

TEST(Crc32, IsTheOneOfTheUsualCheck) {
    EXPECT_EQ(crc32_of("123456789"), 0xcbf43926U);
    EXPECT_EQ(crc32_of({}), 0U);
}

}  // namespace
}  // namespace kossa::report
