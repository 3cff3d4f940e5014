#include <gmock/gmock.h>

#include "app/program.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;

std::vector<std::string> folders_for(const Words& slides) {
    const TemporaryFolder folder;
    Words words{"score", "--out", folder / "out"};
    words.insert(words.end(), slides.begin(), slides.end());
    EXPECT_EQ(run_kossa(words).status, 1);  // none of the slides is there
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "out")) {
        names.push_back(entry.path().filename().string());
    }
    return names;
}

TEST(SlideFolders, AreNamedAfterTheSlideWithoutItsLastExtension) {
    EXPECT_THAT(folders_for({"none/a.svs", "none/b.ome.tif", "none/c", "none/d.e/f g.png", "none/.hidden"}),
                ::testing::UnorderedElementsAre("a", "b.ome", "c", "f g", ".hidden"));
}

TEST(SlideFolders, OfASlideGivenTwiceAreRefused) {
    const Answer answer = run_kossa({"score", "a.svs", "a.svs", "--out", "none"});
    EXPECT_EQ(answer.status, 2);
    EXPECT_THAT(answer.err, HasSubstr("a.svs and a.svs would both write to none/a"));
}

TEST(SlideFolders, NeverLieOutsideTheOutput) {
    for (const std::string slide : {"..", ".", "/", "a/..", "a/../"}) {
        EXPECT_EQ(run_kossa({"score", slide, "--out", "none"}).status, 2) << slide;
    }
}

TEST(SlideFolders, OfAFolderWithASlashAreNamedAfterIt) {
    EXPECT_THAT(folders_for({"none/scans/"}), ::testing::ElementsAre("scans"));
}

TEST(SlideFolders, AreNoSlideThemselvesAndHoldNoTilesOfOne) {
    const TemporaryFolder folder;
    write_bytes(folder / "skin", "");
    std::filesystem::create_directory(folder / "mirax");
    write_bytes(folder / "mirax" / "Slidedat.ini", "");
    write_bytes(folder / "mirax.mrxs", "");
    for (const std::string slide : {"skin", "mirax.mrxs"}) {
        const Answer answer = run_kossa({"score", folder / slide, "--out", folder / ""});
        EXPECT_EQ(answer.status, 2);
        EXPECT_THAT(answer.err, ::testing::HasSubstr("where a slide is; name another folder with --out"));
    }
}

}  // namespace
}  // namespace kossa
