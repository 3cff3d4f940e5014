// What rescore takes from the files of a result, and which it refuses.

#include <gmock/gmock.h>

#include "app/pictures.hpp"
#include "app/program.hpp"
#include "support/qupath.hpp"

namespace kossa {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;

Answer score_picture(const fs::path& picture, const fs::path& out, const Words& more = {}) {
    Words words{"score", picture, "--mpp", "0.5", "--stain", "he", "--out", out};
    words.insert(words.end(), more.begin(), more.end());
    return run_kossa(words);
}

/// A small picture, scored once for all tests.
class StoredResult : public ::testing::Test {
  protected:
    static void SetUpTestSuite() {
        shared = std::make_unique<TemporaryFolder>();
        write_skin(*shared / "skin.png");
        ASSERT_EQ(score_picture(*shared / "skin.png", *shared / "found").status, 0);
    }
    static void TearDownTestSuite() { shared.reset(); }

    static fs::path result(const std::string& out) { return *shared / out / "skin"; }
    /// A copy of the found result to rescore.
    fs::path copy() const {
        fs::remove_all(folder / "copy");
        fs::copy(result("found"), folder / "copy");
        return folder / "copy";
    }

    static inline std::unique_ptr<TemporaryFolder> shared;
    const TemporaryFolder folder;
};

TEST_F(StoredResult, OutlinesOfAnotherSlideAreRefusedAndTheResultStays) {
    const fs::path again = copy();
    write_bytes(folder / "drawn.geojson",
                support::collection(support::annotation("Exclude", support::box_geometry(90000, 0, 91000, 10))));
    const Answer answer = run_kossa({"rescore", again, "--regions", folder / "drawn.geojson"});
    EXPECT_EQ(answer.status, 1);
    EXPECT_THAT(answer.err, HasSubstr("another slide"));
    EXPECT_TRUE(files_of(again) == files_of(result("found")));
}

TEST_F(StoredResult, DamagedFilesAreRefusedInASentenceAndTheResultStays) {
    for (const std::string name :
         {"rescore.json", "rescore.png", "rescore.jpg", "rescore-crops.json", "rescore-tiles.json"}) {
        const fs::path again = copy();
        const std::string whole = text_of(again / name);
        write_bytes(again / name, whole.substr(0, whole.size() / 2));
        const auto before = files_of(again);
        const Answer answer = run_kossa({"rescore", again});
        EXPECT_EQ(answer.status, 1) << name;
        EXPECT_THAT(answer.err, HasSubstr("damaged")) << name;
        EXPECT_EQ(lines_of(answer.err).size(), 1U) << answer.err;
        EXPECT_TRUE(files_of(again) == before) << name;
    }
}

TEST_F(StoredResult, AFolderWithoutAWholeResultIsAWrongCall) {
    EXPECT_EQ(run_kossa({"rescore", folder / "no-such-folder"}).status, 2);
    const fs::path again = copy();
    fs::remove(again / "rescore.json");
    const Answer answer = run_kossa({"rescore", again});
    EXPECT_EQ(answer.status, 2);
    EXPECT_THAT(answer.err, HasSubstr("score the slide first"));
    EXPECT_EQ(run_kossa({"rescore", again, again}).status, 2);
}

TEST(StoredName, ThatIsNoUtf8IsTheSameWhenScoredAndRescored) {
    const TemporaryFolder folder;
    const fs::path picture = folder / "M\xfcller.png";
    write_skin(picture);
    ASSERT_EQ(score_picture(picture, folder / "out").status, 0);
    const fs::path result = folder / "out" / "M\xfcller";
    const auto scored = lasting(result);
    EXPECT_THAT(scored.at("summary.txt"), testing::StartsWith("M\xef\xbf\xbdller.png"));
    ASSERT_EQ(run_kossa({"rescore", result}).status, 0);
    EXPECT_TRUE(lasting(result) == scored);
}

TEST_F(StoredResult, StainMapsStay) {
    ASSERT_EQ(score_picture(*shared / "skin.png", *shared / "maps", {"--stain-maps"}).status, 0);
    const auto before = lasting(result("maps"));
    ASSERT_EQ(before.count("haematoxylin.png"), 1U);
    ASSERT_EQ(run_kossa({"rescore", result("maps")}).status, 0);
    EXPECT_TRUE(lasting(result("maps")) == before);
}

}  // namespace
}  // namespace kossa
