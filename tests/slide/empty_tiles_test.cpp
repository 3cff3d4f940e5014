#include "kossa/slide/empty_tiles.hpp"

#include <gmock/gmock.h>

#include "kossa/slide/openslide_source.hpp"
#include "slide/test_images.hpp"

namespace kossa {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class EmptyTiles : public ::testing::Test {
  protected:
    std::vector<Box<LevelPixels>> of(int level, const std::vector<RgbImage>& images, const TiffLayout& layout) {
        write_tiff(folder_ / "a.tif", images, layout);
        return empty_tiles(open_with_openslide(folder_ / "a.tif", {})->info(), level);
    }

    TemporaryFolder folder_;
};

TEST_F(EmptyTiles, AreThoseWithoutBytesCutToTheLevel) {
    TiffLayout layout{.left_out = 5};
    const std::vector<RgbImage> images{noisy_image(200, 100), noisy_image(100, 50)};
    EXPECT_THAT(of(0, images, layout), ElementsAre(Box<LevelPixels>{64, 64, 64, 36}));
    layout.left_out = 1;
    EXPECT_THAT(of(1, images, layout), ElementsAre(Box<LevelPixels>{64, 0, 36, 50}));
}

TEST_F(EmptyTiles, AreNoneWhereEveryTileHasBytes) {
    EXPECT_THAT(of(0, {noisy_image(200, 100)}, {}), IsEmpty());
}

TEST_F(EmptyTiles, AreNoneWhereItIsNotSaidWhichImageTheLevelIs) {
    const std::vector<RgbImage> twins{noisy_image(256, 256), noisy_image(128, 128), noisy_image(128, 128)};
    EXPECT_THAT(of(1, twins, {.left_out = 1}), IsEmpty());
}

TEST_F(EmptyTiles, AreNoneOfWhatIsNoTiff) {
    SlideInfo info;
    info.path = "none";
    info.levels = {{{10, 10}}};
    EXPECT_THAT(empty_tiles(info, 0), IsEmpty());
}

}  // namespace
}  // namespace kossa
