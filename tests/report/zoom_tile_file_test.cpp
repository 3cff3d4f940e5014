#include "kossa/report/zoom_tile_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kossa/core/error.hpp"

namespace kossa::report {
namespace {

const std::vector<ZoomTile> two_tiles{{{0, 1, 2}, std::string("\xff\xd8\0<", 4)}, {{3, 1LL << 40, 0}, "jpeg"}};

TEST(ZoomTileFile, GivesBackWhatWasStored) {
    EXPECT_EQ(zoom_tiles_of(zoom_tiles_json(two_tiles)), two_tiles);
    EXPECT_EQ(zoom_tiles_of(zoom_tiles_json({})), std::vector<ZoomTile>{});
}

TEST(ZoomTileFile, RefusesWhatIsDamaged) {
    const std::string whole = zoom_tiles_json(two_tiles);
    for (const std::string& text :
         {whole.substr(0, whole.size() / 2), std::string(), std::string("[]"),
          std::string(R"({"tiles": [{"halvings": 0, "column": 1, "jpeg": ""}]})"),
          std::string(R"({"tiles": [{"halvings": -1, "column": 1, "row": 1, "jpeg": ""}]})"),
          std::string(R"({"tiles": [{"halvings": 99, "column": 1, "row": 1, "jpeg": ""}]})"),
          std::string(R"({"tiles": [{"halvings": 0, "column": -1, "row": 1, "jpeg": ""}]})"),
          std::string(R"({"tiles": [{"halvings": 0, "column": 1, "row": 1, "jpeg": "<"}]})")}) {
        EXPECT_THROW(zoom_tiles_of(text), SlideError) << text;
    }
}

}  // namespace
}  // namespace kossa::report
