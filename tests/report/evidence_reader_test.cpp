// Reading what evidence_file.cpp writes.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>

#include "kossa/core/error.hpp"
#include "kossa/report/evidence_file.hpp"
#include "report/sample_evidence.hpp"

namespace kossa::report {
namespace {

using kossa::support::SameMask;
using ::testing::HasSubstr;

RescoreFiles files_of(const std::string& json) {
    return sealed({json, evidence_png(sample_evidence()), "jpeg", "crops", "tiles"});
}

SlideEvidence read_back(const SlideEvidence& evidence) {
    return evidence_of(files_of(evidence_json(evidence)), "1.2.3");
}

TEST(EvidenceReader, GivesBackEveryField) {
    const SlideEvidence before = sample_evidence();
    const SlideEvidence after = read_back(before);
    EXPECT_EQ(evidence_json(after), evidence_json(before));
    EXPECT_EQ(evidence_png(after), evidence_png(before));
    EXPECT_EQ(after.summary.status, "ok");
}

TEST(EvidenceReader, NumbersAreExactlyWhatTheyWere) {
    const SlideEvidence before = sample_evidence();
    const SlideEvidence after = read_back(before);
    EXPECT_EQ(after.summary.slide.bounds_offset, before.summary.slide.bounds_offset);
    EXPECT_EQ(after.summary.slide.mpp_x, before.summary.slide.mpp_x);
    EXPECT_FALSE(after.summary.slide.objective_power.has_value());
    EXPECT_EQ(after.summary.parameters.back().value, before.summary.parameters.back().value);
    EXPECT_EQ(after.summary.parameters.front().value, before.summary.parameters.front().value);
    EXPECT_EQ(after.frames.working_pixel, before.frames.working_pixel);
    EXPECT_EQ(after.level0_from_survey.y, before.level0_from_survey.y);
    EXPECT_EQ(after.unreadable, before.unreadable);
    EXPECT_EQ(after.empty_tiles, before.empty_tiles);
    EXPECT_EQ(after.damaged_tiles, before.damaged_tiles);
    EXPECT_EQ(after.summary.seed_od, before.summary.seed_od);
    EXPECT_EQ(after.summary.quality.blurred_share, before.summary.quality.blurred_share);
    EXPECT_FALSE(after.summary.quality.white_spread_od.has_value());
    EXPECT_EQ(after.summary.quality.nuclear_saturation, before.summary.quality.nuclear_saturation);
    EXPECT_EQ(after.summary.quality.small_pieces, before.summary.quality.small_pieces);
    ASSERT_EQ(after.other_seeds.size(), 2U);
    EXPECT_EQ(after.other_seeds[0].findings[0].runs, before.findings[0].runs);
    EXPECT_TRUE(after.other_seeds[1].findings.empty());
    for (std::size_t i = 0; i < before.findings.size(); ++i) {
        EXPECT_EQ(after.findings[i].runs, before.findings[i].runs);
        EXPECT_EQ(after.findings[i].sums, before.findings[i].sums);
        EXPECT_EQ(after.findings[i].confidence, before.findings[i].confidence);
        EXPECT_EQ(after.findings[i].look, before.findings[i].look);
        EXPECT_EQ(after.findings[i].finding, before.findings[i].finding);
    }
}

TEST(EvidenceReader, MasksAreWhatTheyWere) {
    const SlideEvidence before = sample_evidence();
    const SlideEvidence after = read_back(before);
    EXPECT_THAT(after.skin.tissue.tissue, SameMask(before.skin.tissue.tissue));
    EXPECT_THAT(after.skin.tissue.solid, SameMask(before.skin.tissue.solid));
    EXPECT_TRUE(after.skin.tissue.pieces == before.skin.tissue.pieces);
    EXPECT_EQ(after.skin.tissue.piece_count, 1);
    EXPECT_THAT(after.skin.tissue.firm, SameMask(before.skin.tissue.firm));
    EXPECT_THAT(after.skin.horny, SameMask(before.skin.horny));
    EXPECT_EQ(after.skin.border_od, before.skin.border_od);
    EXPECT_THAT(after.skin.adnexa, SameMask(before.skin.adnexa));
    EXPECT_THAT(after.skin.scraps, SameMask(before.skin.scraps));
    EXPECT_THAT(after.skin.epidermis, SameMask(before.skin.epidermis));
    EXPECT_THAT(after.skin.subcutis, SameMask(before.skin.subcutis));
    EXPECT_THAT(after.searched, SameMask(before.searched));
    EXPECT_THAT(after.also_searched, SameMask(before.also_searched));
}

TEST(EvidenceReader, AnotherVersionIsRefusedByName) {
    const SlideEvidence evidence = sample_evidence();
    try {
        evidence_of(files_of(evidence_json(evidence)), "1.2.4");
        FAIL() << "was read";
    } catch (const SlideError& error) {
        EXPECT_EQ(error.code(), "outdated");
        EXPECT_THAT(error.what(), HasSubstr("kossa 1.2.3 and this is kossa 1.2.4"));
    }
}

std::string refusal(const RescoreFiles& files) {
    try {
        evidence_of(files, "1.2.3");
    } catch (const SlideError& error) {
        return error.code() + ": " + error.what();
    }
    return "was read";
}

TEST(EvidenceReader, DamagedFieldsAreRefused) {
    using Json = nlohmann::json;
    const std::vector<std::function<void(Json&)>> damages{
        [](Json& j) { j.erase("frames"); },
        [](Json& j) {
            j["frames"]["working_size"] = {0, 240};
        },
        [](Json& j) { j["frames"]["working_size"] = "large"; },
        [](Json& j) {
            j["frames"]["survey_size"] = {41, 30};
        },
        [](Json& j) { j["frames"]["survey_pixel_um"] = -4; },
        [](Json& j) {
            j["frames"]["survey_from_working"] = {0.0, 1.0};
        },
        [](Json& j) {
            j["frames"]["survey_from_working"] = {1e300, 0.125};
        },
        [](Json& j) {
            j["frames"]["working_size"] = {320, 4000};
        },
        [](Json& j) { j["findings"][0]["class"] = "Gold"; },
        [](Json& j) { j["findings"][0]["runs"] = Json::array(); },
        [](Json& j) {
            j["findings"][0]["runs"] = {3, 10};
        },
        [](Json& j) {
            j["findings"][0]["runs"] = {-3, 10, 10};
        },
        [](Json& j) {
            j["findings"][0]["runs"] = {3, 310, 340};
        },
        [](Json& j) {
            j["findings"][0]["runs"] = {240, 0, 340};
        },
        [](Json& j) { j["findings"][0]["runs"] = {3, 10, 200, 0, 5, 140}; },
        [](Json& j) {
            j["findings"][0]["runs"] = {9223372036854775807LL, 10, 340};
        },
        [](Json& j) { j["findings"][0]["pixels"] = 341; },
        [](Json& j) { j["findings"][0].erase("confidence"); },
        [](Json& j) { j["findings"][0].erase("look"); },
        [](Json& j) { j["findings"][0].erase("otherwise"); },
        [](Json& j) { j["findings"][0]["confidence"] = 1e300; },
        [](Json& j) { j["findings"][0]["granule_count"] = -5; },
        [](Json& j) { j["findings"][0]["seeds"] = 100'000; },
        [](Json& j) { j["findings"][0]["milli_od"][1] = -1; },
        [](Json& j) { j["other_seeds"][0]["findings"][0]["pixels"] = 341; },
        [](Json& j) { j.erase("quality"); },
        [](Json& j) { j["seed_od"] = nullptr; },
        [](Json& j) {
            j["unreadable_tiles"] = {{1, 2, 3}};
        },
    };
    for (std::size_t i = 0; i < damages.size(); ++i) {
        Json json = Json::parse(evidence_json(sample_evidence()));
        damages[i](json);
        EXPECT_THAT(refusal(files_of(json.dump() + "\n")), HasSubstr("corrupt: ")) << i;
    }
}

TEST(EvidenceReader, FramesThatDoNotLieOnTheSlideAreRefused) {
    const std::vector<std::pair<const char*, double>> scales{
        {"survey_from_working", 1e-300}, {"level0_from_survey", 1 << 30}, {"level0_from_working", 1e300}};
    for (const auto& [frame, scale] : scales) {
        nlohmann::json json = nlohmann::json::parse(evidence_json(sample_evidence()));
        json["frames"][frame] = {scale, scale};
        EXPECT_THAT(refusal(files_of(json.dump() + "\n")), HasSubstr("do not lie on the slide")) << frame;
    }
}

TEST(EvidenceReader, PixelsOfAnotherSizeThanThoseOfTheSlideAreRefused) {
    for (const char* size : {"working_pixel_um", "survey_pixel_um"}) {
        nlohmann::json json = nlohmann::json::parse(evidence_json(sample_evidence()));
        json["frames"][size] = json["frames"][size].is_array() ? nlohmann::json{100.0, 100.0} : nlohmann::json(0.02);
        EXPECT_THAT(refusal(files_of(json.dump() + "\n")), HasSubstr("another size than those of the slide")) << size;
    }
}

TEST(EvidenceReader, TilesThatLieOverEachOtherAreRefused) {
    nlohmann::json json = nlohmann::json::parse(evidence_json(sample_evidence()));
    json["unreadable_tiles"] = std::vector(1000, std::array<std::int64_t, 4>{0, 0, 64, 64});
    EXPECT_THAT(refusal(files_of(json.dump() + "\n")), HasSubstr("tiles lie over each other"));
}

TEST(EvidenceReader, TilesOfTwoLevelsMayLieOnEachOther) {
    SlideEvidence before = sample_evidence();
    const Box<Working> all = whole(before.frames.working_size);
    before.damaged_tiles = {all, all};
    before.empty_tiles = {all, all};
    const SlideEvidence after = read_back(before);
    EXPECT_EQ(after.damaged_tiles, before.damaged_tiles);
    EXPECT_EQ(after.empty_tiles, before.empty_tiles);
}

TEST(EvidenceReader, TilesThatLeaveTheSlideAreRefused) {
    using Tile = std::array<std::int64_t, 4>;
    for (const Tile& tile : {Tile{300, 0, 64, 64}, Tile{std::numeric_limits<std::int64_t>::max(), 0, 1, 1},
                             Tile{0, 0, 0, 1}, Tile{0, -1, 8, 8}}) {
        nlohmann::json json = nlohmann::json::parse(evidence_json(sample_evidence()));
        json["empty_tiles"] = {tile};
        EXPECT_THAT(refusal(files_of(json.dump() + "\n")), HasSubstr("a tile leaves the slide"));
    }
}

TEST(EvidenceReader, AFindingWithAnotherNumberIsRefusedThoughItCouldBeRead) {
    RescoreFiles files = files_of(evidence_json(sample_evidence()));
    const std::size_t at = files.json.find("\"milli_od\":[") + std::string("\"milli_od\":[").size();
    files.json[at] = files.json[at] == '7' ? '8' : '7';
    EXPECT_THAT(refusal(files), HasSubstr("corrupt: rescore.json is damaged"));
}

TEST(EvidenceReader, AFileCutOffAnywhereIsRefused) {
    const RescoreFiles files = files_of(evidence_json(sample_evidence()));
    for (std::size_t length = 0; length + 2 < files.json.size(); length += 7) {
        RescoreFiles cut = files;
        cut.json.resize(length);
        ASSERT_THAT(refusal(cut), HasSubstr("corrupt: ")) << length;
    }
}

}  // namespace
}  // namespace kossa::report
