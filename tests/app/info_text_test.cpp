#include <gmock/gmock.h>

#include "app/pictures.hpp"
#include "app/program.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;

std::string info_of(const TiffLayout& layout, const std::vector<RgbImage>& levels, const std::string& mpp = "") {
    const TemporaryFolder folder;
    write_tiff(folder / "slide.svs", levels, layout);
    std::vector<std::string> words{"info", folder / "slide.svs"};
    if (!mpp.empty()) {
        words.insert(words.end(), {"--mpp", mpp});
    }
    const Answer answer = run_kossa(words);
    EXPECT_EQ(answer.status, 0) << answer.err;
    return answer.out;
}

TiffLayout aperio(const std::string& fields) {
    TiffLayout layout;
    layout.tile = 256;
    layout.description = "Aperio Image Library\n1000x800 " + fields;
    return layout;
}

TEST(InfoText, LevelsMayBeCoarserThanASlideAndALabelAmongThemIsNotRead) {
    std::vector<RgbImage> levels{stained_skin()};
    for (const cv::Size size : {cv::Size(300, 300), cv::Size(3, 2), cv::Size(1, 1)}) {
        levels.emplace_back();
        cv::resize(stained_skin(), levels.back(), size, 0, 0, cv::INTER_AREA);
    }
    const std::string text = info_of(aperio("|AppMag = 20|MPP = 0.5"), levels);
    EXPECT_THAT(text, HasSubstr("300 x 300 px, 1/3.33333, 1.667 x 1.333 um/px; not read: its proportions are not those "
                                "of the slide\n"));
    EXPECT_THAT(text, HasSubstr("3 x 2 px, 1/333.333, 166.7 x 200 um/px\n"));
    EXPECT_THAT(text, HasSubstr("1 x 1 px, 1/1000, 500 x 400 um/px\n"));
}

TEST(InfoText, ListsLevelsWithTheirPixelSize) {
    RgbImage half;
    cv::resize(stained_skin(), half, {500, 400}, 0, 0, cv::INTER_AREA);
    const std::string text = info_of(aperio("|AppMag = 20|MPP = 0.5"), {stained_skin(), half});
    EXPECT_THAT(text, HasSubstr("format           aperio\n"));
    EXPECT_THAT(text, HasSubstr("size             1000 x 800 px, 0.5 x 0.4 mm\n"));
    EXPECT_THAT(text, HasSubstr("pixel size       0.5 um, from openslide.mpp\n"));
    EXPECT_THAT(text, HasSubstr("objective        20x\n"));
    EXPECT_THAT(text, HasSubstr("level 0          1000 x 800 px, 1/1, 0.5 um/px\n"));
    EXPECT_THAT(text, HasSubstr("level 1          500 x 400 px, 1/2, 1 um/px\n"));
    EXPECT_THAT(text, HasSubstr("quickhash "));
}

TEST(InfoText, SaysThatTheObjectiveContradictsThePixelSize) {
    EXPECT_THAT(info_of(aperio("|AppMag = 40|MPP = 0.5"), {stained_skin()}),
                HasSubstr("objective        40x, which contradicts the pixel size"));
    EXPECT_THAT(info_of(aperio("|AppMag = 20|MPP = 0.5"), {stained_skin()}, "0.4"), HasSubstr("objective        20x\n"))
        << "another pixel size than the file's is no contradiction";
}

TEST(InfoText, SaysWhyAPixelSizeWasNotBelieved) {
    TiffLayout layout;
    layout.pixels_per_cm = 28.35F;
    const std::string text = info_of(layout, {stained_skin()});
    EXPECT_THAT(text, HasSubstr("pixel size       unknown"));
    EXPECT_THAT(text, HasSubstr("not used: "));
}

}  // namespace
}  // namespace kossa
