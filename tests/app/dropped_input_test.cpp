#include <gmock/gmock.h>

#include "app/program.hpp"
#include "support/qupath.hpp"

namespace kossa {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(DroppedInput, WhatAPersonGaveBeforeAndDoesNotGiveNowIsNamed) {
    const TemporaryFolder folder;
    const fs::path slide = fs::path(KOSSA_FIXTURES) / "skin-he.svs";
    const fs::path result = folder / "out" / "skin-he";
    write_bytes(folder / "drawn.geojson",
                support::collection(support::annotation("Exclude", support::box_geometry(0, 0, 100, 100))));
    write_bytes(folder / "case.toml", "age = { value = 63, unit = \"years\" }\n");
    const Words regions{"--regions", folder / "drawn.geojson"};
    const Words both{"--regions", folder / "drawn.geojson", "--case", folder / "case.toml"};
    const auto warned = [](Words words, const Words& more) {
        words.insert(words.end(), more.begin(), more.end());
        const Answer answer = run_kossa(words);
        EXPECT_EQ(answer.status, 0) << answer.err;
        return answer.err;
    };
    const Words score{"score", slide, "--out", folder / "out"};
    const Words rescore{"rescore", result};
    EXPECT_THAT(warned(score, both), Not(HasSubstr("goes without")));
    EXPECT_THAT(warned(rescore, both), Not(HasSubstr("goes without")));
    EXPECT_THAT(warned(rescore, regions), HasSubstr("the clinical context (--case) that the earlier result went by"));
    EXPECT_THAT(warned(score, {}), HasSubstr("the outlines (--regions) that the earlier result went by"));
    EXPECT_THAT(warned(score, {}), Not(HasSubstr("goes without"))) << "nothing was left of it";
    EXPECT_THAT(warned(rescore, both), Not(HasSubstr("goes without")));
    EXPECT_THAT(warned(rescore, {}),
                HasSubstr("the outlines (--regions) and the clinical context (--case) that the earlier result went by "
                          "are not given, so this one goes without"));
}

}  // namespace
}  // namespace kossa
