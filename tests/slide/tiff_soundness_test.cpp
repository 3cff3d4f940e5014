#include "kossa/slide/tiff_soundness.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <iterator>

#include "kossa/slide/slide_source.hpp"
#include "slide/test_images.hpp"

namespace kossa {
namespace {

using testing::HasSubstr;

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

template <class Number>
Number number_at(const std::string& bytes, std::size_t at) {
    Number value{};
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
}

/// Where the entry of a tag of the first image begins in a classic little-endian TIFF: tag, type, count, value.
std::size_t entry_of(const std::string& bytes, int tag) {
    constexpr std::size_t entry_bytes = 12;
    const std::size_t directory = number_at<std::uint32_t>(bytes, 4);
    const std::size_t entries = number_at<std::uint16_t>(bytes, directory);
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t entry = directory + 2 + i * entry_bytes;
        if (number_at<std::uint16_t>(bytes, entry) == tag) {
            return entry;
        }
    }
    ADD_FAILURE() << "no tag " << tag;
    return directory;
}

template <class Number>
void patch(std::string& bytes, std::size_t at, Number value) {
    std::memcpy(bytes.data() + at, &value, sizeof value);
}

class TiffSoundness : public testing::Test {
  protected:
    TiffSoundness() { write_tiff(path_, {RgbImage(200, 300, cv::Vec3b(200, 150, 200))}, {.pixels_per_cm = 20000.0F}); }

    /// What is said of the file after `change`, empty if it is sound.
    template <class Change>
    std::string said_after(Change change) const {
        std::string bytes = bytes_of(path_);
        change(bytes);
        const std::filesystem::path changed = folder_ / "changed.tif";
        write_bytes(changed, bytes);
        try {
            require_sound_tiff(changed);
        } catch (const SlideError& error) {
            EXPECT_EQ(error.code(), "corrupt");
            EXPECT_THROW(open_slide(changed, {}), SlideError);
            return error.what();
        }
        return {};
    }

    std::string said_with_value(int tag, std::uint32_t value) const {
        return said_after([&](std::string& bytes) {
            const std::size_t entry = entry_of(bytes, tag);
            patch<std::uint16_t>(bytes, entry + 2, TIFF_LONG);
            patch<std::uint32_t>(bytes, entry + 8, value);
        });
    }

    const TemporaryFolder folder_;
    const std::filesystem::path path_ = folder_ / "tiled.tif";
};

TEST_F(TiffSoundness, OfAGoodFileIsNotDoubted) {
    EXPECT_EQ(said_after([](std::string&) {}), "");
}

TEST_F(TiffSoundness, RefusesMoreTilesThanTheFileHasRoomFor) {
    EXPECT_THAT(said_with_value(TIFFTAG_IMAGEWIDTH, 2'000'000), HasSubstr("has no room"));
}

TEST_F(TiffSoundness, RefusesHugeTiles) {
    EXPECT_THAT(said_after([](std::string& bytes) {
                    for (const int tag : {TIFFTAG_TILEWIDTH, TIFFTAG_TILELENGTH}) {
                        const std::size_t entry = entry_of(bytes, tag);
                        patch<std::uint16_t>(bytes, entry + 2, TIFF_LONG);
                        patch<std::uint32_t>(bytes, entry + 8, 65520);
                    }
                }),
                HasSubstr("tiles of 65520 x 65520 pixels"));
}

TEST_F(TiffSoundness, RefusesATileLongerThanTheFile) {
    EXPECT_THAT(said_after([](std::string& bytes) {
                    const std::size_t entry = entry_of(bytes, TIFFTAG_TILEBYTECOUNTS);
                    const bool two_bytes = number_at<std::uint16_t>(bytes, entry + 2) == TIFF_SHORT;
                    const std::size_t lengths = number_at<std::uint32_t>(bytes, entry + 8);
                    patch<std::uint16_t>(bytes, entry + 2, TIFF_LONG);
                    patch<std::uint32_t>(bytes, lengths, two_bytes ? 0xffffffffU : 0x7fffffffU);
                }),
                HasSubstr("a tile of "));
}

TEST_F(TiffSoundness, LeavesWhatIsNoTiffAndStripsToTheReaders) {
    write_bytes(folder_ / "text.tif", "II*\0 and no more");
    EXPECT_NO_THROW(require_sound_tiff(folder_ / "text.tif"));
    write_tiff(folder_ / "strips.tif", {RgbImage(50, 50, cv::Vec3b(9, 9, 9))}, {.tile = 0});
    EXPECT_NO_THROW(require_sound_tiff(folder_ / "strips.tif"));
}

}  // namespace
}  // namespace kossa
