#include <sys/stat.h>

#include "kossa/slide/slide_source.hpp"
#include "slide/test_images.hpp"

namespace kossa {
namespace {

TEST(OpenSlide, TakesOpenSlideForWhatItKnowsAndFlatImagesOtherwise) {
    const TemporaryFolder folder;
    const RgbImage image = noisy_image(128, 100);
    write_tiff(folder / "tiles.tif", {image});
    write_tiff(folder / "strips.tif", {image}, {.tile = 0});
    write_png(folder / "image.png", image, PNG_FORMAT_RGB);
    write_png(folder / "misnamed.svs", image, PNG_FORMAT_RGB);
    write_jpeg(folder / "image.jpg", image, TJPF_RGB, TJSAMP_444);
    const auto vendor = [&](const std::string& name) { return open_slide(folder / name, {})->info().vendor; };
    EXPECT_EQ(vendor("tiles.tif"), "generic-tiff");
    EXPECT_EQ(vendor("strips.tif"), "tiff");
    EXPECT_EQ(vendor("image.png"), "png");
    EXPECT_EQ(vendor("misnamed.svs"), "png");
    EXPECT_EQ(vendor("image.jpg"), "jpeg");
}

TEST(OpenSlide, TilesThatOpenSlideWouldTurnOrMiscolourAreReadAsAFlatImage) {
    const TemporaryFolder folder;
    const RgbImage image = noisy_image(128, 100);
    const auto pixels = [&](const std::string& name) {
        return open_slide(folder / name, {})->read(0, {0, 0, image.cols, image.rows});
    };
    write_tiff(folder / "turned.tif", {image}, {.orientation = ORIENTATION_BOTRIGHT});
    EXPECT_TRUE(same_pixels(pixels("turned.tif"), image));
    write_tiff(folder / "jpeg.tif", {smooth_image(128, 100)},
               {.compression = COMPRESSION_JPEG, .photometric = PHOTOMETRIC_YCBCR});
    const RgbImage declared_rightly = pixels("jpeg.tif");
    declare_rgb(folder / "jpeg.tif");
    EXPECT_EQ(open_slide(folder / "jpeg.tif", {})->info().vendor, "tiff");
    EXPECT_TRUE(same_pixels(pixels("jpeg.tif"), declared_rightly));
}

struct Refused {
    std::string name;
    std::string code;
    std::string message;  ///< part of the message
};

class RefusedFile : public ::testing::TestWithParam<Refused> {
  protected:
    RefusedFile() {
        write_bytes(folder_ / "text.svs", "not a slide\n");
        write_bytes(folder_ / "empty.svs", "");
        write_bytes(folder_ / "paper.tif", "%PDF-1.4\n\x01");
        write_bytes(folder_ / "scan.dcm", std::string(128, '\0') + "DICM");
        write_bytes(folder_ / "header.tif", std::string("II*\0\x08\0\0\0", 8));
        write_png(folder_ / "skin.mrxs", noisy_image(30, 20), PNG_FORMAT_RGB);
        std::filesystem::create_directory(folder_ / "folder.svs");
        mkfifo((folder_ / "pipe.svs").c_str(), 0600);
    }
    TemporaryFolder folder_;
};

TEST_P(RefusedFile, SaysWhatItIs) {
    const auto open = [&] { open_slide(folder_ / GetParam().name, {}); };
    EXPECT_EQ(error_code(open), GetParam().code);
    EXPECT_NE(error_message(open).find(GetParam().message), std::string::npos) << error_message(open);
}

INSTANTIATE_TEST_SUITE_P(Kinds, RefusedFile,
                         ::testing::Values(Refused{"text.svs", "not-a-slide", "seems to be a text file"},
                                           Refused{"empty.svs", "unreadable", "the file is empty"},
                                           Refused{"folder.svs", "unreadable", "this is a folder"},
                                           Refused{"missing.svs", "unreadable", "no such file"},
                                           Refused{"text.svs/inside.svs", "unreadable", "no such file"},
                                           Refused{"pipe.svs", "unreadable", "device or a pipe"},
                                           Refused{"paper.tif", "not-a-slide", "seems to be a PDF document"},
                                           Refused{"scan.dcm", "not-a-slide", "DICOM"},
                                           Refused{"skin.mrxs", "not-a-slide", "in the folder 'skin' beside it"},
                                           Refused{"header.tif", "corrupt", "libtiff"}));

TEST(OpenSlide, CutSlidesAreErrorsAndPrintNothing) {
    const TemporaryFolder folder;
    const TiffLayout layout{.description = "Aperio Image Library v11\n256x256 |AppMag = 20|MPP = 0.5"};
    ::testing::internal::CaptureStderr();
    for (const double share : {0.99, 0.7, 0.3, 0.01}) {
        write_tiff(folder / "a.svs", {noisy_image(256, 256), noisy_image(128, 128)}, layout);
        keep_first_bytes(folder / "a.svs", share);
        const std::string code = error_code([&] { open_slide(folder / "a.svs", {})->read(0, {0, 0, 256, 256}); });
        EXPECT_TRUE(code == "corrupt" || share == 0.99) << share << " " << code;
    }
    EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

TEST(OpenSlide, SlideThatOpenSlideRecognisesButCannotOpenSaysItsReason) {
    const TemporaryFolder folder;
    const TiffLayout layout{.description = "Aperio Image Library v11\n128x100 |AppMag = 20|MPP = 0.5"};
    write_tiff(folder / "a.svs", {noisy_image(128, 100)}, layout);
    std::string bytes = text_of(folder / "a.svs");
    const std::string deflate_tag("\x03\x01\x03\x00\x01\x00\x00\x00\x08\x00", 10);
    const std::string unknown_tag("\x03\x01\x03\x00\x01\x00\x00\x00\x99\x99", 10);
    bytes.replace(bytes.find(deflate_tag), deflate_tag.size(), unknown_tag);
    write_bytes(folder / "a.svs", bytes);
    const auto open = [&] { open_slide(folder / "a.svs", {}); };
    EXPECT_EQ(error_code(open), "corrupt");
    EXPECT_NE(error_message(open).find("Unsupported TIFF compression: 39321"), std::string::npos)
        << error_message(open);
}

struct Example {
    std::string file;
    std::string code;  ///< of the error, "none" if it can be opened
    std::string vendor;
    double um;  ///< pixel size, 0 where it must be unknown
    int levels;
};

class ExampleSlide : public ::testing::TestWithParam<Example> {};

TEST_P(ExampleSlide, IsUnderstood) {
    const auto path = std::filesystem::path(KOSSA_FIXTURES "/../../shared/slides").lexically_normal() / GetParam().file;
    if (!std::filesystem::exists(path)) {
        GTEST_SKIP() << "the example slide is not there";
    }
    ASSERT_EQ(error_code([&] { open_slide(path, {}); }), GetParam().code);
    if (GetParam().code != "none") {
        return;
    }
    const auto slide = open_slide(path, {});
    EXPECT_EQ(slide->info().vendor, GetParam().vendor);
    EXPECT_EQ(slide->info().levels.size(), static_cast<std::size_t>(GetParam().levels));
    EXPECT_NEAR(slide->info().pixel_size ? slide->info().pixel_size->x().value() : 0.0, GetParam().um, 1e-3);
    const auto last = static_cast<int>(slide->info().levels.size()) - 1;
    EXPECT_FALSE(slide->read(last, {-10, -10, 200, 200}).empty());
}

INSTANTIATE_TEST_SUITE_P(Slides, ExampleSlide,
                         ::testing::Values(Example{"skin-negative-aperio.svs", "none", "aperio", 0.499, 1},
                                           Example{"composite-deep-he.svs", "none", "aperio", 1.0, 7},
                                           Example{"skin-morphea-negative.tif", "none", "generic-tiff", 0, 8},
                                           Example{"formats/aperio-no-pixel-size.svs", "none", "aperio", 0, 2},
                                           Example{"formats/fluorescence.ndpi", "none", "hamamatsu", 0.2282, 7},
                                           Example{"formats/strip-tiff.tif", "none", "tiff", 0, 2},
                                           Example{"formats/dicom-wsi.dcm", "not-a-slide", "", 0, 0},
                                           Example{"formats/ome-tiff.ome.tif", "none", "tiff", 0.2271, 2},
                                           Example{"concretion-A.png", "none", "png", 0, 2},
                                           Example{"fat-necrosis-saponified.jpg", "none", "jpeg", 0, 4}));

}  // namespace
}  // namespace kossa
