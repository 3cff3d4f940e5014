#include "kossa/pyramid/tiff_writer.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>

#include "kossa/core/error.hpp"
#include "kossa/slide/slide_source.hpp"
#include "report/test_tools.hpp"

namespace kossa::pyramid {
namespace {

using report::content;
using report::TestFolder;

TiffImage grey_image(std::int64_t width, std::int64_t height, ImageRole role = ImageRole::full) {
    return {width, height, role, Coding::deflate_grey, Microns(0.5), Microns(0.4), "a test", {96, 48}};
}

Bytes grey_tile(int value) {
    return deflate_tile(cv::Mat(48, 96, CV_8UC1, cv::Scalar(value)));
}

void write_two_levels(const std::filesystem::path& path, TiffForm form) {
    TiffWriter writer(path, form);
    writer.begin_image(grey_image(192, 96));
    for (const int index : {1, 3, 0, 2}) {
        writer.write_tile(index, grey_tile(30 * (index + 1)));
    }
    writer.end_image();
    writer.begin_image(grey_image(96, 48, ImageRole::reduced));
    writer.write_tile(0, grey_tile(200));
    writer.end_image();
}

TEST(TiffWriter, PutsTilesWhereOpenSlideFindsThem) {
    const TestFolder folder;
    for (const TiffForm form : {TiffForm::classic, TiffForm::big}) {
        const std::filesystem::path path = folder.path() / "a.tif";
        write_two_levels(path, form);
        EXPECT_EQ(content(path).substr(2, 1), form == TiffForm::big ? "\x2b" : "\x2a");
        const auto slide = open_slide(path, std::nullopt);
        EXPECT_EQ(slide->info().vendor, "generic-tiff");
        ASSERT_EQ(slide->info().levels.size(), 2U);
        const RgbImage middle = slide->read(0, {95, 47, 2, 2});
        EXPECT_EQ(middle(0, 0), cv::Vec3b::all(30));
        EXPECT_EQ(middle(0, 1), cv::Vec3b::all(60));
        EXPECT_EQ(middle(1, 0), cv::Vec3b::all(90));
        EXPECT_EQ(middle(1, 1), cv::Vec3b::all(120));
        EXPECT_EQ(slide->read(1, {95, 47, 1, 1})(0, 0), cv::Vec3b::all(200));
    }
}

TEST(TiffWriter, SaysHowLargeAPixelIs) {
    const TestFolder folder;
    write_two_levels(folder.path() / "a.tif", TiffForm::classic);
    const auto slide = open_slide(folder.path() / "a.tif", std::nullopt);
    EXPECT_EQ(slide->info().properties.at("tiff.ResolutionUnit"), "centimeter");
    EXPECT_EQ(slide->info().properties.at("tiff.XResolution"), "20000");
    EXPECT_EQ(slide->info().properties.at("tiff.YResolution"), "25000");
    EXPECT_EQ(slide->info().properties.at("tiff.ImageDescription"), "a test");
    EXPECT_EQ(slide->info().pixel_size, PixelSize(Microns(0.5), Microns(0.4)));
}

TEST(TiffWriter, WritesTheSameBytesAgain) {
    const TestFolder folder;
    write_two_levels(folder.path() / "a.tif", TiffForm::classic);
    write_two_levels(folder.path() / "b.tif", TiffForm::classic);
    EXPECT_TRUE(content(folder.path() / "a.tif") == content(folder.path() / "b.tif"));
}

TEST(TiffWriter, GivesTheReasonWhenAFileCannotBeMade) {
    const TestFolder folder;
    try {
        const TiffWriter writer(folder.path() / "missing" / "a.tif", TiffForm::classic);
        ADD_FAILURE() << "no error";
    } catch (const OutputError& error) {
        EXPECT_STREQ(error.what(), "No such file or directory");
    }
}

/// Ends the process; standard error has what a writer said when a file may only have so many bytes.
[[noreturn]] void write_up_to(rlim_t bytes, const std::filesystem::path& folder) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, bytes};
    setrlimit(RLIMIT_FSIZE, &limit);
    try {
        write_two_levels(folder / "a.tif", TiffForm::classic);
        std::fputs("written", stderr);
    } catch (const OutputError& error) {
        std::fputs(error.what(), stderr);
    }
    std::_Exit(0);
}

TEST(TiffWriter, GivesTheReasonWhenTheDiskIsFullAtAnyPoint) {
    const TestFolder folder;
    for (const rlim_t bytes : {100U, 250U, 600U}) {
        EXPECT_EXIT(write_up_to(bytes, folder.path()), testing::ExitedWithCode(0), "^File too large$") << bytes;
    }
    EXPECT_EXIT(write_up_to(1U << 20U, folder.path()), testing::ExitedWithCode(0), "^written$");
}

TEST(TiffForm, IsBigWhereFourGigabytesMightNotDo) {
    EXPECT_EQ(form_for(1'000'000'000, 3), TiffForm::classic);
    EXPECT_EQ(form_for(1'000'000'001, 3), TiffForm::big);
    EXPECT_EQ(form_for(2'900'000'000, 1), TiffForm::classic);
    EXPECT_EQ(form_for(3'100'000'000, 1), TiffForm::big);
}

TEST(TiffTiles, GivesPackedTilesBack) {
    const TestFolder folder;
    write_two_levels(folder.path() / "a.tif", TiffForm::classic);
    EXPECT_EQ(TiffTiles(folder.path() / "a.tif", 0).tile(1), grey_tile(60));
    EXPECT_EQ(TiffTiles(folder.path() / "a.tif", 1).tile(0), grey_tile(200));
}

}  // namespace
}  // namespace kossa::pyramid
