// Through the options that read such files.

#include <gmock/gmock.h>

#include "app/program.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;

std::string refusal_with(const std::string& option, const std::string& file) {
    const Answer answer = run_kossa({"score", "none.svs", "--out", "/nowhere/else", option, file});
    EXPECT_EQ(answer.status, 2);
    return answer.err;
}

TEST(SmallFile, IsRefusedByNameWhenItIsNoPlainFileOrTooLarge) {
    const TemporaryFolder folder;
    const std::string large = folder / "large.toml";
    write_bytes(large, std::string((std::size_t{1} << 20U) + 1, '#'));
    for (const auto& [option, what] :
         {std::pair<std::string, std::string>("--config", "the configuration file "), {"--case", "the case file "}}) {
        EXPECT_THAT(refusal_with(option, large), HasSubstr(what + large + " cannot be read: it has more than 1048576"));
        EXPECT_THAT(refusal_with(option, folder / ""), HasSubstr(" cannot be read: it is a folder"));
        EXPECT_THAT(refusal_with(option, "/dev/zero"), HasSubstr("/dev/zero cannot be read: it is no plain file"));
        EXPECT_THAT(refusal_with(option, folder / "no"), HasSubstr(" cannot be read: No such file or directory"));
    }
}

}  // namespace
}  // namespace kossa
