#include "kossa/slide/tiff_soundness.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <random>

#include "kossa/slide/slide_source.hpp"
#include "slide/test_images.hpp"

namespace kossa {
namespace {

using testing::HasSubstr;

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
        std::string bytes = text_of(path_);
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

TEST_F(TiffSoundness, RefusesSidesThatAskForOtherTilesThanThereAre) {
    for (const int tag : {TIFFTAG_IMAGEWIDTH, TIFFTAG_IMAGELENGTH}) {
        EXPECT_THAT(said_with_value(tag, 600), HasSubstr("and gives the places of ")) << "more";
        EXPECT_THAT(said_with_value(tag, 17), HasSubstr("and gives the places of ")) << "fewer";
    }
}

TEST_F(TiffSoundness, ReadsDirectoriesOfEveryForm) {
    for (const char* mode : {"wl", "wb", "w8l", "w8b"}) {
        const std::filesystem::path path = folder_ / "form.tif";
        const std::unique_ptr<TIFF, void (*)(TIFF*)> file(TIFFOpen(path.c_str(), mode), TIFFClose);
        for (const auto& [tag, value] :
             {std::pair(TIFFTAG_IMAGEWIDTH, 64), std::pair(TIFFTAG_IMAGELENGTH, 48), std::pair(TIFFTAG_TILEWIDTH, 16),
              std::pair(TIFFTAG_TILELENGTH, 16), std::pair(TIFFTAG_BITSPERSAMPLE, 8),
              std::pair(TIFFTAG_SAMPLESPERPIXEL, 1), std::pair(TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK)}) {
            TIFFSetField(file.get(), tag, value);
        }
        std::string tile(256, 'x');
        for (std::uint32_t i = 0; i < 12; ++i) {
            TIFFWriteEncodedTile(file.get(), i, tile.data(), 256);
        }
        TIFFWriteDirectory(file.get());
        TIFFFlush(file.get());
        EXPECT_NO_THROW(require_sound_tiff(path)) << mode;
        const std::string bytes = text_of(path);
        std::string wider = bytes;
        const bool big_endian = mode[std::strlen(mode) - 1] == 'b';
        const std::string width = big_endian ? std::string("\x01\x00", 2) : std::string("\x00\x01", 2);
        const std::size_t at = wider.find(big_endian ? width + std::string("\x00\x03", 2) : width + "\x03");
        ASSERT_NE(at, std::string::npos);
        const std::size_t value = at + (mode[1] == '8' ? 12 : 8) + (big_endian ? 1 : 0);
        ASSERT_EQ(wider[value], 64);
        wider[value] = 96;
        write_bytes(path, wider);
        EXPECT_THROW(require_sound_tiff(path), SlideError) << mode;
    }
}

TEST_F(TiffSoundness, OfADamagedFileEndsInASentenceOrIsLeftToTheReaders) {
    const std::string whole = text_of(path_);
    const std::size_t directory = number_at<std::uint32_t>(whole, 4);
    std::mt19937_64 random(7);
    int refused = 0;
    for (int i = 0; i < 500; ++i) {
        std::string bytes = whole;
        const bool in_directory = i % 2 == 0;
        const std::size_t from = in_directory ? directory : 0;
        for (int changes = 0; changes <= i % 3; ++changes) {
            bytes[from + random() % (bytes.size() - from)] = static_cast<char>(random() % 256);
        }
        bytes.resize(i % 5 == 0 ? bytes.size() - random() % 200 : bytes.size());
        const std::filesystem::path damaged = folder_ / "damaged.tif";
        write_bytes(damaged, bytes);
        try {
            require_sound_tiff(damaged);
        } catch (const SlideError& error) {
            ++refused;
            EXPECT_EQ(error.code(), "corrupt");
        }
    }
    EXPECT_GT(refused, 10);
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
