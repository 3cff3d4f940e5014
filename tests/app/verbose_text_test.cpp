#include <gmock/gmock.h>

#include "app/program.hpp"
#include "app/shipped_slide.hpp"

namespace kossa {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

TEST_F(ShippedSlide, VerboseTextSaysWherePixelsStainThresholdsAndLayersComeFrom) {
    const nlohmann::json summary = json_of(result() / "summary.json");
    EXPECT_THAT(answer->err,
                HasSubstr("skin-he.svs: working pixels of 0.5 um from JPEG tiles level 0; pixel size 0.5 x "
                          "0.5 um (" +
                          summary.at("slide").at("mpp_source").get<std::string>() + ")\n"));
    EXPECT_THAT(answer->err, HasSubstr("skin-he.svs: H&E (recognised), white point "));
    EXPECT_THAT(answer->err, HasSubstr(fmt::format("a deposit begins at an optical density of {:.3f} (tried too: ",
                                                   summary.at("seed_od").get<double>())));
    EXPECT_THAT(answer->err, HasSubstr("deep dermis from 500 um\n"));
    EXPECT_THAT(answer->err,
                HasSubstr("tissue found, epidermis found, junction found, subcutis found; 100 % of the tissue "
                          "read\n"));
    EXPECT_THAT(answer->out, HasSubstr("skin-he.svs: 38 deposits with the look of calcium in"));

    const Answer again = run_kossa({"rescore", copy(), "--verbose"});
    EXPECT_THAT(again.err, HasSubstr("working pixels of 0.5 um from stored result;"));
}

TEST(VerboseText, DoesNotGoWithQuiet) {
    const Answer answer = run_kossa({"score", "a.svs", "--out", "x", "--quiet", "--verbose"});
    EXPECT_EQ(answer.status, 2);
    EXPECT_EQ(answer.err, "kossa: --quiet and --verbose contradict each other; see kossa score --help\n");
    EXPECT_EQ(run_kossa({"rescore", "x", "--quiet", "--verbose"}).status, 2);
}

}  // namespace
}  // namespace kossa
