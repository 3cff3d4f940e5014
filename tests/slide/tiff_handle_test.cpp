#include "kossa/slide/tiff_handle.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <tiffio.h>

#include "slide/test_images.hpp"

namespace kossa {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class TiffHandleOfAnImage : public testing::Test {
  protected:
    TiffHandleOfAnImage() { write_tiff(path_, {noisy_image(40, 30)}, {.pixels_per_cm = 20000.0F}); }

    const TemporaryFolder folder_;
    const std::filesystem::path path_ = folder_ / "image.tif";
};

TEST_F(TiffHandleOfAnImage, FieldsHaveTheirValues) {
    const TiffHandle file = open_tiff(path_);
    ASSERT_NE(file, nullptr);
    EXPECT_EQ(tiff_field<std::uint32_t>(*file, TIFFTAG_IMAGEWIDTH), 40U);
    EXPECT_EQ(tiff_field<std::uint16_t>(*file, TIFFTAG_SAMPLESPERPIXEL), 3U);
    EXPECT_FLOAT_EQ(tiff_field<float>(*file, TIFFTAG_XRESOLUTION), 20000.0F);
}

TEST_F(TiffHandleOfAnImage, AFieldThatIsNotThereHasItsDefaultOrZero) {
    const TiffHandle file = open_tiff(path_);
    EXPECT_EQ(tiff_field<std::uint16_t>(*file, TIFFTAG_FILLORDER), FILLORDER_MSB2LSB);
    EXPECT_EQ(tiff_field<const char*>(*file, TIFFTAG_DOCUMENTNAME), nullptr);
}

TEST_F(TiffHandleOfAnImage, WhatIsNoTiffIsNull) {
    write_bytes(path_, "a text and no TIFF");
    EXPECT_EQ(open_tiff(path_), nullptr);
    EXPECT_EQ(open_tiff(folder_ / "missing.tif"), nullptr);
}

TEST_F(TiffHandleOfAnImage, NothingIsPrintedAndTheFirstErrorIsKept) {
    write_bytes(path_, "a text and no TIFF");
    ::testing::internal::CaptureStderr();
    std::string first_error;
    open_tiff(path_, largest_tiff_allocation, &first_error);
    const std::string first = first_error;
    open_tiff(folder_ / "missing.tif", largest_tiff_allocation, &first_error);
    EXPECT_THAT(::testing::internal::GetCapturedStderr(), IsEmpty());
    EXPECT_THAT(first, HasSubstr("Not a TIFF"));
    EXPECT_EQ(first_error, first);
}

TEST_F(TiffHandleOfAnImage, ASmallBoundOnMemoryIsKept) {
    constexpr std::int64_t one_byte = 1;
    EXPECT_EQ(open_tiff(path_, one_byte), nullptr);
}

}  // namespace
}  // namespace kossa
