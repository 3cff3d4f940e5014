#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kossa/evaluate/slides.hpp"
#include "support/refusal.hpp"
#include "support/text_file.hpp"

namespace kossa {
namespace {

using support::TextFile;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::string collection = R"({"type":"FeatureCollection","features":[)";

std::string feature(const std::string& class_name) {
    return R"({"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[10,10],[20,10],[20,20],[10,10]]]},"properties":{)"
           R"("classification":{"name":")" +
           class_name +
           R"("},"measurements":{"Signed distance to annotation Epidermis µm":5},)"
           R"("metadata":{"zone":"subcutis"}}})";
}

std::string record(const std::string& deposits) {
    return R"({"mpp":0.5,"size":[100,80],"calcium_area_um2":1,"deposits":[)" + deposits + "]}";
}

const std::string one_deposit =
    R"({"kind":"dense","bbox":[10,10,20,20],"zone":"deep dermis","depth_um":600.5,"epidermis_fraction":0.25})";

/// A phantom's two files beside each other.
struct Files {
    TextFile record;
    std::filesystem::path outlines = record.path().parent_path() / "p_truth.geojson";

    Files(const std::string& record_text, const std::string& outline_text) : record(record_text, "p.json") {
        std::ofstream(outlines) << outline_text;
    }
};

std::string truth_refusal(const std::filesystem::path& file) {
    return support::refusal([&] { read_truth(file); });
}

TEST(ReadTruth, JoinsThePhantomsOutlinesWithItsRecordWhicheverIsNamed) {
    const Files files(record(one_deposit), collection + feature("Epidermis") + "," + feature("Calcium") + "]}");
    for (const std::filesystem::path& file : {files.record.path(), files.outlines}) {
        const TrueSlide truth = read_truth(file);
        EXPECT_EQ(truth.name, file.filename());
        EXPECT_EQ(truth.size, (Size<Level0>{100, 80}));
        EXPECT_EQ(truth.pixel, Microns(0.5));
        ASSERT_THAT(truth.deposits, SizeIs(1));
        EXPECT_EQ(truth.deposits[0].kind, "dense");
        EXPECT_EQ(truth.deposits[0].zone, "deep dermis");
        EXPECT_EQ(truth.deposits[0].depth, Microns(600.5));
        EXPECT_EQ(truth.deposits[0].epidermis_fraction, 0.25);
        EXPECT_THAT(truth.deposits[0].outline, SizeIs(1));
        EXPECT_THAT(truth.epidermis.value(), SizeIs(1));
    }
}

TEST(ReadTruth, TakesOutlinesFromQuPathWithoutTheDepthsTheyMayCarry) {
    const TextFile file(collection + feature("Calcium: granular") + "," + feature("Fold") + "]}");
    const TrueSlide truth = read_truth(file.path());
    ASSERT_THAT(truth.deposits, SizeIs(1));
    EXPECT_EQ(truth.deposits[0].kind, "granular");
    EXPECT_EQ(truth.deposits[0].zone, "");
    EXPECT_FALSE(truth.deposits[0].depth.has_value());
    EXPECT_FALSE(truth.epidermis.has_value());
    EXPECT_FALSE(truth.size.has_value());
}

TEST(ReadTruth, ReadsClassesInAnyCaseAndListsWhatItLeavesOut) {
    const TextFile file(collection + feature(" calcium: Dense ") + "," + feature("EPIDERMIS") + "," +
                        feature("Calcium: certain") + "," + feature("Hair") + "," + feature("Fold") + "," +
                        feature("Hair") + "]}");
    const TrueSlide truth = read_truth(file.path());
    ASSERT_THAT(truth.deposits, SizeIs(2));
    EXPECT_EQ(truth.deposits[0].kind, "dense");
    EXPECT_EQ(truth.deposits[1].kind, "") << "no kind of deposit";
    EXPECT_TRUE(truth.epidermis.has_value());
    EXPECT_THAT(truth.left_out, testing::ElementsAre("Fold", "Hair"));
}

TEST(ReadTruth, TakesTheNameWhereThereIsNoClassAndRefusesWhatHasNeither) {
    const std::string square = R"({"type":"Feature","id":"7","geometry":{"type":"Polygon","coordinates":)"
                               R"([[[10,10],[20,10],[20,20],[10,10]]]},"properties":{)";
    const TextFile named(collection + square + R"("name":"Calcium"}}]})");
    EXPECT_THAT(read_truth(named.path()).deposits, SizeIs(1));
    const TextFile bare(collection + feature("Calcium") + "," + square + "}}]}");
    EXPECT_THAT(truth_refusal(bare.path()), HasSubstr("has an outline with neither class nor name (id 7); give it"));
}

TEST(ReadTruth, AFileOfTheSameNameThatIsNoRecordIsNone) {
    const Files files(R"({"patient":"calcium_area_um2"})", collection + feature("Calcium") + "]}");
    EXPECT_THAT(read_truth(files.outlines).deposits, SizeIs(1));
    EXPECT_FALSE(read_truth(files.outlines).pixel.has_value());
}

TEST(ReadTruth, APhantomMayHoldNoCalciumButADrawingMayNot) {
    const Files none(record(""), collection + feature("Epidermis") + "]}");
    EXPECT_THAT(read_truth(none.record.path()).deposits, IsEmpty());
    const TextFile drawn(collection + feature("Epidermis") + "]}");
    EXPECT_THAT(truth_refusal(drawn.path()), HasSubstr("outlines.geojson holds no outline of the class Calcium; draw"));
}

TEST(ReadTruth, RefusesAnOutlineThatEnclosesNoArea) {
    const std::vector<std::string> geometries{R"({"type":"LineString","coordinates":[[10,10],[20,10]]})",
                                              R"({"type":"Point","coordinates":[10,10]})", "null"};
    for (const std::string& geometry : geometries) {
        for (const std::string class_name : {"Calcium: granular", "Epidermis"}) {
            const TextFile file(collection + feature("Calcium") + R"(,{"type":"Feature","id":"7","geometry":)" +
                                geometry + R"(,"properties":{"classification":{"name":")" + class_name + "\"}}}]}");
            EXPECT_THAT(truth_refusal(file.path()),
                        HasSubstr("has an outline of the class " + class_name + " that encloses no area (id 7); draw"));
        }
    }
    const TextFile other(collection + feature("Calcium") +
                         R"(,{"type":"Feature","geometry":null,"properties":{"classification":{"name":"Fold"}}}]})");
    EXPECT_THAT(read_truth(other.path()).deposits, SizeIs(1));
}

TEST(ReadTruth, RefusesNumbersThatNoPhantomHas) {
    const std::string rest = R"(,"calcium_area_um2":1,"deposits":[)";
    for (const std::string& text :
         {R"({"mpp":0.5,"size":[1e300,80])" + rest + "]}", R"({"mpp":1e300,"size":[100,80])" + rest + "]}",
          R"({"mpp":0.5,"size":[100,80])" + rest +
              R"({"kind":"dense","bbox":[10,10,1e300,20],"zone":"","depth_um":1,"epidermis_fraction":0}]})"}) {
        const Files files(text, collection + feature("Calcium") + "]}");
        EXPECT_THAT(truth_refusal(files.record.path()), HasSubstr("p.json is no truth of kossa phantom")) << text;
    }
}

TEST(ReadTruth, RefusesFilesThatDoNotBelongTogether) {
    const Files more(record(one_deposit + "," + one_deposit), collection + feature("Calcium") + "]}");
    EXPECT_THAT(truth_refusal(more.record.path()), HasSubstr("do not hold the same deposits"));
    const std::string elsewhere =
        R"({"kind":"dense","bbox":[50,50,60,60],"zone":"","depth_um":1,"epidermis_fraction":0})";
    const Files other(record(elsewhere), collection + feature("Calcium") + "]}");
    EXPECT_THAT(truth_refusal(other.outlines), HasSubstr("do not hold the same deposits"));
}

TEST(ReadTruth, SaysWhatIsMissingOrDamaged) {
    const TextFile alone(record(one_deposit), "p.json");
    EXPECT_THAT(truth_refusal(alone.path()), HasSubstr("p_truth.geojson, which is not there"));
    const Files damaged(R"({"calcium_area_um2":1,"size":"large"})", collection + "]}");
    EXPECT_THAT(truth_refusal(damaged.record.path()), HasSubstr("p.json is no truth of kossa phantom"));
    const TextFile long_name(record(one_deposit), std::string(245, 'n') + ".json");  // 255 are allowed
    EXPECT_THAT(truth_refusal(long_name.path()), HasSubstr("n_truth.geojson, which is not there"));
    const TextFile text("no JSON");
    EXPECT_THAT(truth_refusal(text.path()), HasSubstr("is not valid JSON"));
    EXPECT_THAT(truth_refusal(text.path().parent_path() / "none.json"), HasSubstr("there is no such file"));
}

}  // namespace
}  // namespace kossa
