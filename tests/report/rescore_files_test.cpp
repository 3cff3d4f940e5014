#include "kossa/report/rescore_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "kossa/core/error.hpp"
#include "report/sample_evidence.hpp"

namespace kossa::report {
namespace {

using ::testing::StartsWith;

RescoreFiles sample_files(const std::string& slide) {
    return sealed(
        {"{\"slide\":\"" + slide + "\"}\n", slide + " png", slide + " jpeg", slide + " crops", slide + " tiles"});
}

std::string broken_seal(const RescoreFiles& files) {
    try {
        require_sealed(files);
    } catch (const SlideError& error) {
        return error.code() + ": " + error.what();
    }
    return "whole";
}

TEST(RescoreFiles, SealedAreWholeAndStillJson) {
    const RescoreFiles files = sample_files("a");
    EXPECT_EQ(broken_seal(files), "whole");
    EXPECT_EQ(nlohmann::json::parse(files.json).at("slide"), "a");
    EXPECT_EQ(files.png, "a png");
}

TEST(RescoreFiles, AFileOfAnotherResultIsNamed) {
    const RescoreFiles other = sample_files("b");
    for (const auto& [bytes, name] :
         {std::pair(&RescoreFiles::png, "rescore.png"), std::pair(&RescoreFiles::jpeg, "rescore.jpg"),
          std::pair(&RescoreFiles::crops, "rescore-crops.json"),
          std::pair(&RescoreFiles::tiles, "rescore-tiles.json")}) {
        RescoreFiles files = sample_files("a");
        files.*bytes = other.*bytes;
        EXPECT_THAT(broken_seal(files),
                    StartsWith("corrupt: " + std::string(name) + " is damaged or of another result"));
    }
}

TEST(RescoreFiles, AChangedByteOfTheDocumentBreaksItsSeal) {
    const RescoreFiles whole = sample_files("a");
    for (std::size_t i = 0; i < whole.json.size(); ++i) {
        RescoreFiles files = whole;
        files.json[i] = static_cast<char>(files.json[i] ^ 1);
        EXPECT_THAT(broken_seal(files), StartsWith("corrupt: rescore.json is damaged")) << i;
    }
}

TEST(RescoreFiles, WithoutASealTheyAreNotWhole) {
    EXPECT_THAT(broken_seal({"{}\n", "", "", "", ""}), StartsWith("corrupt: rescore.json"));
    EXPECT_THAT(broken_seal({}), StartsWith("corrupt: rescore.json"));
}

}  // namespace
}  // namespace kossa::report
