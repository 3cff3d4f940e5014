#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kossa/evaluate/slides.hpp"
#include "kossa/report/gzip.hpp"
#include "support/refusal.hpp"
#include "support/text_file.hpp"

namespace kossa {
namespace {

using support::TextFile;
using ::testing::HasSubstr;
using ::testing::SizeIs;

const std::string good_summary =
    R"({"schema_version":1,"status":"ok","slide":{"name":"s.svs","width_px":100,"height_px":80,"mpp_x":0.5,"mpp_y":0.25},
    "parameters":{"depth.upper_dermis_um":{"value":400,"unit":"um"}},"tissue_area_um2":1234.5,"deposit_count":0})";
const std::string square = R"("geometry":{"type":"Polygon","coordinates":[[[10,10],[20,10],[20,20],[10,10]]]})";

/// The good summary with one part replaced.
std::string summary_with(const std::string& part, const std::string& replacement) {
    std::string text = good_summary;
    return text.replace(text.find(part), part.size(), replacement);
}

std::string summary_of_deposits(int count) {
    return summary_with("\"deposit_count\":0", "\"deposit_count\":" + std::to_string(count));
}

/// A result folder of which only what is read exists.
struct Result {
    TextFile summary;
    std::filesystem::path folder = summary.path().parent_path();

    explicit Result(const std::string& text, const std::string& deposits = "[]", const std::string& layers = "[]",
                    const std::string& confusers = "[]")
        : summary(text, "summary.json") {
        std::ofstream(folder / "deposits.geojson") << deposits;
        std::ofstream(folder / "layers.geojson") << layers;
        std::ofstream(folder / "confusers.geojson") << confusers;
    }
};

std::string refusal_of(const std::filesystem::path& folder) {
    return support::refusal([&] { read_result(folder); });
}

TEST(ReadResult, TakesSlideDepositsAndEpidermis) {
    const Result result(
        summary_of_deposits(2),
        R"([{"type":"Feature",)" + square +
            R"(,"properties":{"metadata":{"zone":"upper dermis","morphology":"granular"},
                            "measurements":{"Signed distance to annotation Epidermis µm":12.5}}},
                            {"type":"Feature",)" +
            square + R"(,"properties":{"metadata":{"zone":"unassessable","morphology":"amorphous"}}}])",
        R"([{"type":"Feature",)" + square + R"(,"properties":{"classification":{"name":"Epidermis"}}}])");
    const MarkedSlide slide = read_result(result.folder);
    EXPECT_EQ(slide.name, "s.svs");
    EXPECT_EQ(slide.size, (Size<Level0>{100, 80}));
    EXPECT_EQ(slide.upper_dermis, Microns(400.0));
    EXPECT_EQ(slide.pixel, PixelSize(Microns(0.5), Microns(0.25)));
    EXPECT_EQ(slide.tissue_area.value(), 1234.5);
    ASSERT_THAT(slide.deposits, SizeIs(2));
    EXPECT_EQ(slide.deposits[0].zone, "upper dermis");
    EXPECT_EQ(slide.deposits[0].morphology, "granular");
    EXPECT_EQ(slide.deposits[0].depth, Microns(12.5));
    EXPECT_FALSE(slide.deposits[1].depth.has_value());
    EXPECT_THAT(slide.epidermis, SizeIs(1));
}

TEST(ReadResult, TakesWhatIsUncertainAmongWhatWasTurnedDown) {
    const auto feature = [](const std::string& name, const std::string& confidence) {
        return "{\"type\":\"Feature\"," + square + ",\"properties\":{\"classification\":{\"name\":\"" + name +
               "\"},\"metadata\":{\"zone\":\"unassessable\"},\"measurements\":{\"Confidence\":" + confidence + "}}}";
    };
    const Result result(
        summary_of_deposits(1), "[" + feature("Calcium", "0.75") + "]", "[]",
        "[" + feature("Nuclei", "0") + "," + feature("Uncertain", "0.25") + "," + feature("Uncertain", "1e308") + "]");
    const MarkedSlide slide = read_result(result.folder);
    ASSERT_THAT(slide.uncertain, SizeIs(2));
    EXPECT_FALSE(slide.uncertain[1].confidence.has_value()) << "no share";
    EXPECT_EQ(slide.uncertain[0].confidence, 0.25);
    EXPECT_EQ(slide.deposits.at(0).confidence, 0.75);
}

TEST(ReadResult, TakesPackedOutlinesWhereThereAreNoPlainOnes) {
    const std::string deposit =
        "[{\"type\":\"Feature\"," + square + R"(,"properties":{"metadata":{"zone":"subcutis"}}}])";
    const Result result(summary_of_deposits(1));
    for (const char* name : {"deposits.geojson", "layers.geojson", "confusers.geojson"}) {
        std::filesystem::remove(result.folder / name);
        std::ofstream file(result.folder / (std::string(name) + ".gz"), std::ios::binary);
        report::write_gzip([&file](std::string_view bytes) { file << bytes; },
                           [&](const report::TextSink& sink) { sink(deposit); });
    }
    EXPECT_THAT(read_result(result.folder).deposits, SizeIs(1));
    std::filesystem::resize_file(result.folder / "deposits.geojson.gz", 30);
    EXPECT_THAT(refusal_of(result.folder), HasSubstr("deposits.geojson.gz cannot be read: the gzip file breaks off; "
                                                     "score the slide again"));
}

TEST(ReadResult, RefusesDepositsThatAreNotThoseOfTheSummary) {
    const std::string with_layer =
        "{\"type\":\"Feature\"," + square + R"(,"properties":{"metadata":{"zone":"subcutis"}}})";
    const std::string without_layer = "{\"type\":\"Feature\"," + square + "}";
    EXPECT_THAT(refusal_of(Result(summary_of_deposits(2), "[" + with_layer + "]").folder),
                HasSubstr("deposits.geojson has 1 deposits and the summary beside it 2"));
    EXPECT_THAT(refusal_of(Result(summary_of_deposits(1), "[" + without_layer + "]").folder),
                HasSubstr("or they lack their layers; score the slide again"));
}

TEST(ReadResult, NamesTheFolderOfASlideWhereItsParentWasGiven) {
    const Result result(good_summary);
    std::filesystem::create_directory(result.folder / "slide");
    std::filesystem::rename(result.summary.path(), result.folder / "slide/summary.json");
    EXPECT_THAT(refusal_of(result.folder),
                HasSubstr("give the folder of one slide, such as " + (result.folder / "slide").string()));
}

TEST(ReadResult, RefusesWhatIsNoResult) {
    const Result result(good_summary);
    EXPECT_THAT(refusal_of(result.summary.path()), HasSubstr("is no folder"));
    EXPECT_THAT(refusal_of(result.folder / "none"), HasSubstr("is no folder"));
    std::filesystem::remove(result.summary.path());
    EXPECT_THAT(refusal_of(result.folder), HasSubstr("holds no result (no summary.json); score the slide first"));
}

TEST(ReadResult, RefusesTheResultOfASlideThatFailed) {
    const Result result(
        R"({"schema_version":1,"status":"failed","error":{"code":"no-tissue","message":"no tissue found"}})");
    EXPECT_THAT(refusal_of(result.folder), HasSubstr("is the result of a slide that failed: no tissue found"));
    for (const char* error : {"7", "{}", R"({"message":7})", "null"}) {
        const Result odd(std::string(R"({"schema_version":1,"status":"failed","error":)") + error + "}");
        EXPECT_THAT(refusal_of(odd.folder), HasSubstr("failed: no reason given")) << error;
    }
}

TEST(ReadResult, RefusesADamagedSummaryAndDamagedOutlines) {
    for (const char* text : {"{", "[]", "{}", R"({"status":"ok"})", R"({"schema_version":1,"status":"ok"})",
                             R"({"schema_version":1,"status":"ok","slide":{"name":5},"tissue_area_um2":1})"}) {
        EXPECT_THAT(refusal_of(Result(text).folder), HasSubstr("summary.json is no summary of kossa score")) << text;
    }
    EXPECT_THAT(refusal_of(Result(good_summary, "[{").folder),
                ::testing::EndsWith("deposits.geojson breaks off after 2 bytes; score the slide again"));
    const Result without(good_summary);
    std::filesystem::remove(without.folder / "layers.geojson");
    EXPECT_THAT(refusal_of(without.folder),
                HasSubstr("layers.geojson cannot be read: there is no such file; score the slide again"));
}

TEST(ReadResult, RefusesAStatusOrASchemaThatItDoesNotKnow) {
    EXPECT_THAT(refusal_of(Result(summary_with("\"ok\"", "\"partial\"")).folder),
                HasSubstr("summary.json has the status \"partial\", which this version of kossa does not know; score"));
    EXPECT_THAT(refusal_of(Result(summary_with("\"ok\"", "1")).folder), HasSubstr("has the status 1, which"));
    EXPECT_THAT(refusal_of(Result(summary_with("_version\":1", "_version\":99")).folder),
                HasSubstr("has the schema_version 99, which this version of kossa does not know"));
}

TEST(ReadResult, RefusesNumbersThatNoSlideHas) {
    const std::vector<std::pair<std::string, std::string>> replacements{
        {"100", "1e300"}, {"100", "-1"},       {"100", "0.5"},
        {"80", "1e300"},  {"0.5", "1e300"},    {"0.25", "0"},
        {"1234.5", "-1"}, {"1234.5", "1e300"}, {"\"deposit_count\":0", "\"deposit_count\":\"none\""}};
    for (const auto& [number, other] : replacements) {
        EXPECT_THAT(refusal_of(Result(summary_with(number, other)).folder),
                    HasSubstr("summary.json is no summary of kossa score"))
            << number << " replaced by " << other;
    }
}

}  // namespace
}  // namespace kossa
