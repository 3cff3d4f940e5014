#include "kossa/phantom/png_rows.hpp"

#include <gtest/gtest.h>
#include <png.h>

#include <cstring>

#include "kossa/core/error.hpp"
#include "phantom/small_phantom.hpp"
#include "phantom/written_files.hpp"

namespace kossa::phantom {
namespace {

TEST(PngRows, AreReadBackAsWritten) {
    const ScratchFolder folder("png_rows");
    PngRows png(folder / "mask.png", 5, 3);
    for (std::uint8_t row = 0; row < 3; ++row) {
        png.write({0, row, 255, row, 7});
    }
    png.finish();
    png_image image;
    std::memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    ASSERT_NE(png_image_begin_read_from_file(&image, (folder / "mask.png").c_str()), 0);
    image.format = PNG_FORMAT_GRAY;
    ASSERT_EQ(image.width, 5U);
    ASSERT_EQ(image.height, 3U);
    std::vector<std::uint8_t> pixels(15);
    png_image_finish_read(&image, nullptr, pixels.data(), 0, nullptr);
    EXPECT_EQ(pixels, (std::vector<std::uint8_t>{0, 0, 255, 0, 7, 0, 1, 255, 1, 7, 0, 2, 255, 2, 7}));
}

TEST(PngRows, MayBeWiderThanTheLibrarysDefaultLimit) {
    const ScratchFolder folder("png_wide");
    constexpr std::int64_t width = 1'200'000;
    PngRows png(folder / "mask.png", width, 1);
    png.write(std::vector<std::uint8_t>(width, 0));
    png.finish();
    constexpr std::size_t width_at = 16;  // of a PNG, most significant byte first: 1,200,000 is 0x00124f80
    EXPECT_EQ(contents(folder / "mask.png").substr(width_at, 4), std::string("\x00\x12\x4f\x80", 4));
}

TEST(PngRows, IntoAFolderThatIsNotThereIsAnOutputError) {
    EXPECT_THROW(PngRows("/nonexistent/folder/mask.png", 4, 4), OutputError);
}

}  // namespace
}  // namespace kossa::phantom
