#include <gmock/gmock.h>

#include "app/program.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;

std::string complaint_about(const std::string& key) {
    const TemporaryFolder folder;
    write_bytes(folder / "own.toml", "[deposit]\n" + key + " = 1\n");
    return run_kossa({"score", "--print-config", "--config", folder / "own.toml"}).err;
}

TEST(Suggestion, FindsALetterTooManyTooFewOrWrong) {
    EXPECT_THAT(complaint_about("crackk_um"), HasSubstr("the nearest name is deposit.crack_um;"));
    EXPECT_THAT(complaint_about("crak_um"), HasSubstr("the nearest name is deposit.crack_um;"));
    EXPECT_THAT(complaint_about("crick_um"), HasSubstr("the nearest name is deposit.crack_um;"));
}

TEST(Suggestion, FindsTheNearestOfSimilarNames) {
    EXPECT_THAT(complaint_about("granule_gap"), HasSubstr("the nearest name is deposit.granule_gap_um;"));
    EXPECT_THAT(complaint_about("granul_um"), HasSubstr("the nearest name is deposit.granule_um;"));
}

TEST(Suggestion, LooksBeyondTheSection) {
    EXPECT_THAT(complaint_about("least_piece_mm2"), HasSubstr("the nearest name is "));
}

TEST(Suggestion, OfAVeryLongNameTakesNoTime) {
    EXPECT_THAT(complaint_about("crack_um" + std::string(1'000'000, 'x')), HasSubstr("the nearest name is "));
}

}  // namespace
}  // namespace kossa
