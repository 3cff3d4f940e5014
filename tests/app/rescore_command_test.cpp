#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "app/pictures.hpp"
#include "app/program.hpp"
#include "app/shipped_slide.hpp"
#include "support/qupath.hpp"

namespace kossa {
namespace {

namespace fs = std::filesystem;

using support::annotation;
using support::box_geometry;
using support::collection;
using support::line_geometry;
using ::testing::HasSubstr;

using Files = std::map<std::string, std::string>;

/// The summary but for where the layers come from.
std::string without_sources(const std::string& summary) {
    nlohmann::json json = nlohmann::json::parse(summary);
    json.erase("regions");
    json.at("skin").erase("sources");
    return json.dump();
}

/// A field of the shipped slide, scored once for all tests.
class ScoredField : public ::testing::Test {
  protected:
    static void SetUpTestSuite() {
        shared = std::make_unique<TemporaryFolder>();
        write_field(*shared / "skin.png", "skin-he.svs");
        ASSERT_EQ(score("found").status, 0);
    }
    static void TearDownTestSuite() { shared.reset(); }

    static Answer score(const std::string& out, const Words& more = {}) {
        Words words{"score", *shared / "skin.png", "--mpp", "1", "--out", *shared / out};
        words.insert(words.end(), more.begin(), more.end());
        return run_kossa(words);
    }
    static fs::path result(const std::string& out) { return *shared / out / "skin"; }
    fs::path drawn(const std::string& features) const {
        const fs::path file = folder / "drawn.geojson";
        write_bytes(file, collection(features));
        return file;
    }
    /// A copy of the found result to rescore.
    fs::path copy() const {
        fs::remove_all(folder / "copy");
        fs::copy(result("found"), folder / "copy");
        return folder / "copy";
    }
    /// Scored with the outlines, and rescored with them: the same files.
    void expect_same_either_way(const std::string& features) const {
        const std::string file = drawn(features);
        const Answer full = score("full", {"--regions", file});
        ASSERT_EQ(full.status, 0) << full.err;
        const fs::path rescored = copy();
        const Answer again = run_kossa({"rescore", rescored, "--regions", file});
        ASSERT_EQ(again.status, 0) << again.err;
        const Files expected = lasting(result("full"));
        const Files files = lasting(rescored);
        EXPECT_EQ(files.size(), 14U);
        for (const auto& [name, bytes] : expected) {
            EXPECT_TRUE(files.at(name) == bytes) << name << " differs with " << features;
        }
        fs::remove_all(*shared / "full");
    }

    static inline std::unique_ptr<TemporaryFolder> shared;
    const TemporaryFolder folder;
};

TEST_F(ShippedSlide, RescoredWithoutOutlinesIsTheSameBytes) {
    const fs::path again = copy();
    const Answer answer = run_kossa({"rescore", again});
    EXPECT_EQ(answer.status, 0) << answer.err;
    EXPECT_THAT(answer.out, HasSubstr("skin-he.svs"));
    EXPECT_TRUE(lasting(again) == lasting(result()));
    EXPECT_EQ(json_of(again / "run.json").at("working_source"), "stored result");
}

TEST_F(ScoredField, RescoredWithOutlinesIsTheSameBytesAsScoredWithThem) {
    const std::string exclude = annotation("Exclude", box_geometry(400, 350, 850, 800));
    const std::string tissue = annotation("Tissue", box_geometry(175, 25, 1100, 1000));
    expect_same_either_way(tissue + "," + exclude);
    expect_same_either_way(annotation("Epidermis", box_geometry(-50, -50, 1300, 210)) + "," +
                           annotation("Subcutis", box_geometry(0, 800, 1250, 1050)));
    expect_same_either_way(exclude + "," + annotation("Dermo-epidermal junction", line_geometry(125, 240, 1225)));
}

TEST_F(ScoredField, ItsOwnLayersAsOutlinesGiveTheSameResult) {
    ASSERT_EQ(json_of(result("found") / "summary.json").at("skin").at("assessable"), true);
    const Answer answer = score("own", {"--regions", result("found") / "layers.geojson"});
    ASSERT_EQ(answer.status, 0) << answer.err;
    const Files found = lasting(result("found"));
    const Files own = lasting(result("own"));
    for (const auto& [name, bytes] : found) {
        const bool says_whose_layers = name.starts_with("summary.") || name == "report.html" || name == "overlay.png";
        EXPECT_TRUE(says_whose_layers || own.at(name) == bytes) << name;
    }
    EXPECT_EQ(without_sources(own.at("summary.json")), without_sources(found.at("summary.json")));
    EXPECT_EQ(json_of(result("own") / "summary.json").at("skin").at("sources").at("epidermis"), "regions");
}

TEST_F(ScoredField, ItsOwnObjectsAsOutlinesGiveTheSameResult) {
    nlohmann::json all = json_of(result("found") / "deposits.geojson");
    const nlohmann::json confusers = json_of(result("found") / "confusers.geojson");
    for (const nlohmann::json& confuser : confusers.at("features")) {
        all.at("features").push_back(confuser);
    }
    write_bytes(folder / "objects.geojson", all.dump());
    const Answer answer = run_kossa({"rescore", copy(), "--regions", folder / "objects.geojson"});
    ASSERT_EQ(answer.status, 0) << answer.err;
    const Files own = lasting(folder / "copy");
    const Files found = lasting(result("found"));
    for (const std::string name : {"deposits.csv", "deposits.geojson", "confusers.geojson", "layers.geojson"}) {
        EXPECT_TRUE(own.at(name) == found.at(name)) << name;
    }
    EXPECT_EQ(without_sources(own.at("summary.json")), without_sources(found.at("summary.json")));
}

/// The feature of the largest area among those of a class.
nlohmann::json largest_of(const fs::path& file, const std::string& class_name) {
    nlohmann::json largest;
    double most = 0.0;
    const nlohmann::json written = json_of(file);
    for (const nlohmann::json& feature : written.at("features")) {
        const nlohmann::json& properties = feature.at("properties");
        const double area = properties.at("measurements").at("Area \u00b5m^2");
        if (properties.at("classification").at("name") == class_name && area > most) {
            most = area;
            largest = feature;
        }
    }
    return largest;
}

nlohmann::json reclassified(nlohmann::json feature, const std::string& class_name) {
    feature.at("properties").at("classification") = {{"name", class_name}};
    return feature;
}

nlohmann::json feature_with_id(const fs::path& file, const nlohmann::json& id) {
    const nlohmann::json written = json_of(file);
    for (const nlohmann::json& feature : written.at("features")) {
        if (feature.at("id") == id) {
            return feature;
        }
    }
    return {};
}

TEST_F(ScoredField, ObjectsGivenAnotherClassAreOfThatClass) {
    const nlohmann::json deposit = largest_of(result("found") / "deposits.geojson", "Calcium");
    const nlohmann::json nucleus = largest_of(result("found") / "confusers.geojson", "Nuclei");
    ASSERT_TRUE(deposit.is_object());
    ASSERT_TRUE(nucleus.is_object());
    const std::string swapped = reclassified(deposit, "Nuclei").dump() + "," + reclassified(nucleus, "Calcium").dump();
    ASSERT_EQ(run_kossa({"rescore", copy(), "--regions", drawn(swapped)}).status, 0);
    const nlohmann::json summary = json_of(folder / "copy" / "summary.json");
    EXPECT_EQ(summary.at("regions").at("deposits_counted"), 1);
    EXPECT_EQ(summary.at("regions").at("deposits_turned_down"), 1);
    const Words table = lines_of(run_kossa({"collect", folder / "copy"}).out);
    EXPECT_THAT(table.at(0), HasSubstr(",regions,counted_by_hand,turned_down_by_hand,"));
    EXPECT_THAT(table.at(1), HasSubstr(".geojson,1,1,"));
    const nlohmann::json found = json_of(result("found") / "summary.json");
    EXPECT_EQ(summary.at("deposit_count"), found.at("deposit_count"));
    EXPECT_NEAR(summary.at("deposit_area_um2").get<double>() - found.at("deposit_area_um2").get<double>(),
                nucleus.at("properties").at("measurements").at("Area \u00b5m^2").get<double>() -
                    deposit.at("properties").at("measurements").at("Area \u00b5m^2").get<double>(),
                0.1);
    const nlohmann::json counted = feature_with_id(folder / "copy" / "deposits.geojson", nucleus.at("id"));
    EXPECT_EQ(counted.at("geometry"), nucleus.at("geometry"));
    EXPECT_EQ(counted.at("properties").at("measurements").at("Confidence"), 1);
    const nlohmann::json turned_down = feature_with_id(folder / "copy" / "confusers.geojson", deposit.at("id"));
    EXPECT_EQ(turned_down.at("properties").at("classification").at("name"), "Nuclei");
    EXPECT_THAT(files_of(folder / "copy").at("summary.txt"), HasSubstr("1 object counts only because a person"));
    expect_same_either_way(swapped);
}

TEST_F(ScoredField, AnOutlineOfCalciumWithoutAnyIsFlagged) {
    const std::string bare = drawn(annotation("Calcium", box_geometry(2, 2, 30, 30)));
    ASSERT_EQ(run_kossa({"rescore", copy(), "--regions", bare}).status, 0);
    const nlohmann::json summary = json_of(folder / "copy" / "summary.json");
    EXPECT_THAT(summary.at("flags"), ::testing::Contains("nothing-in-outline-of-calcium"));
    EXPECT_EQ(summary.at("regions").at("calcium_outlines_without_object"), 1);
}

TEST_F(ScoredField, RescoredKnowsTheFolliclesThatWereFound) {
    const fs::path again = copy();
    ASSERT_EQ(run_kossa({"rescore", again}).status, 0);
    const nlohmann::json adnexal = json_of(again / "summary.json").at("adnexal");
    ASSERT_TRUE(adnexal.is_object());
    EXPECT_EQ(adnexal, json_of(result("found") / "summary.json").at("adnexal"));
    const std::string wide = files_of(again).at("deposits.csv");
    EXPECT_NE(wide.find(",adnexal\n"), std::string::npos);
}

TEST_F(ScoredField, LayersOfADrawnJunctionGiveTheSameResultToo) {
    const std::string line = drawn(annotation("Dermo-epidermal junction", line_geometry(125, 240, 1225)));
    ASSERT_EQ(run_kossa({"rescore", copy(), "--regions", line}).status, 0);
    const Files with_line = lasting(folder / "copy");
    fs::copy(folder / "copy" / "layers.geojson", folder / "layers.geojson");
    ASSERT_EQ(run_kossa({"rescore", folder / "copy", "--regions", folder / "layers.geojson"}).status, 0);
    const Files with_layers = lasting(folder / "copy");
    EXPECT_EQ(without_sources(with_layers.at("summary.json")), without_sources(with_line.at("summary.json")));
    EXPECT_TRUE(with_layers.at("deposits.csv") == with_line.at("deposits.csv"));
    EXPECT_TRUE(with_layers.at("layers.geojson") == with_line.at("layers.geojson"));
    EXPECT_FALSE(with_line.at("deposits.csv") == lasting(result("found")).at("deposits.csv"));
}

TEST_F(ScoredField, PackedOutlinesServeAsThePlainOnesDo) {
    ASSERT_EQ(score("packed", {"--gzip"}).status, 0);
    const Files packed = lasting(result("packed"));
    EXPECT_EQ(packed.count("layers.geojson") + packed.count("layers.geojson.gz"), 1U);
    const Files plain = lasting(result("found"));
    EXPECT_EQ(packed.size(), plain.size());
    const auto evaluated = [](const fs::path& folder) {
        return run_kossa({"evaluate", folder, result("found") / "deposits.geojson"}).out;
    };
    EXPECT_THAT(evaluated(result("found")), HasSubstr("1.000"));
    EXPECT_EQ(evaluated(result("packed")), evaluated(result("found")));

    const fs::path again = copy();
    const std::string layers = result("packed") / "layers.geojson.gz";
    const Answer answer = run_kossa({"rescore", again, "--regions", layers, "--gzip"});
    ASSERT_EQ(answer.status, 0) << answer.err;
    const Files rescored = lasting(again);
    EXPECT_TRUE(rescored.at("deposits.geojson.gz") == packed.at("deposits.geojson.gz"));
    EXPECT_EQ(rescored.count("deposits.geojson"), 0U);
    EXPECT_EQ(json_of(again / "summary.json").at("regions").at("file"), "layers.geojson.gz");
}

/// Cells of a table by the name of their column, row by row.
std::vector<std::map<std::string, std::string>> rows_of(const std::string& table) {
    const auto cells = [](const std::string& line) {
        Words words{""};
        for (const char c : line) {
            c == ',' ? words.emplace_back() : words.back() += c;
        }
        return words;
    };
    const Words lines = lines_of(table);
    const Words names = cells(lines.at(0));
    std::vector<std::map<std::string, std::string>> rows;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const Words row = cells(lines[i]);
        auto& named = rows.emplace_back();
        for (std::size_t c = 0; c < names.size(); ++c) {
            named[names[c]] = row.at(c);
        }
    }
    return rows;
}

TEST_F(ShippedSlide, TheTrueLayersAsOutlinesGiveTheTrueDepths) {
    const fs::path again = copy();
    const Answer answer =
        run_kossa({"rescore", again, "--regions", fs::path(KOSSA_FIXTURES) / "skin-he_truth.geojson"});
    ASSERT_EQ(answer.status, 0) << answer.err;
    const nlohmann::json truth = json_of(fs::path(KOSSA_FIXTURES) / "skin-he.json");
    std::vector<double> errors;
    for (const auto& row : rows_of(text_of(again / "deposits.csv"))) {
        for (const nlohmann::json& deposit : truth.at("deposits")) {
            const double dx = deposit.at("centroid_px")[0].get<double>() - std::stod(row.at("centroid_x_px"));
            const double dy = deposit.at("centroid_px")[1].get<double>() - std::stod(row.at("centroid_y_px"));
            if (std::hypot(dx, dy) < 20.0) {  // 10 um: the same deposit
                errors.push_back(
                    std::abs(std::stod(row.at("depth_um")) - deposit.at("junction_depth_um").get<double>()));
                EXPECT_EQ(row.at("zone"), deposit.at("zone").get<std::string>());
            }
        }
    }
    ASSERT_GE(errors.size(), 10U);
    std::sort(errors.begin(), errors.end());
    EXPECT_LT(errors[errors.size() / 2], 5.0);  // about a survey pixel
    // Beyond: beside the torn margin, where the junction has no more outline to be prolonged from.
    EXPECT_LT(errors[errors.size() * 9 / 10], 15.0);
}

TEST_F(ScoredField, AnEditedLayerIsFollowedEvenThoughTheOldJunctionIsStillInTheFile) {
    nlohmann::json layers = json_of(result("found") / "layers.geojson");
    for (nlohmann::json& feature : layers.at("features")) {
        if (feature.at("properties").at("classification").at("name") == "Epidermis") {
            feature.at("geometry") = nlohmann::json::parse(box_geometry(-50, -50, 1300, 350));
        }
    }
    write_bytes(folder / "edited.geojson", layers.dump());
    const fs::path again = copy();
    ASSERT_EQ(run_kossa({"rescore", again, "--regions", folder / "edited.geojson"}).status, 0);
    EXPECT_GT(json_of(again / "summary.json").at("skin").at("epidermis_share"),
              2 * json_of(result("found") / "summary.json").at("skin").at("epidermis_share").get<double>());
    EXPECT_LT(json_of(again / "summary.json").at("depth_um").at("by_area").at("p50"),
              json_of(result("found") / "summary.json").at("depth_um").at("by_area").at("p50"));
}

TEST_F(ScoredField, WhatNeedsTheSlideIsRefusedAndTheResultStays) {
    const fs::path again = copy();
    const Answer answer =
        run_kossa({"rescore", again, "--regions", drawn(annotation("Tissue", box_geometry(0, 0, 1250, 1050)))});
    EXPECT_EQ(answer.status, 1);
    EXPECT_THAT(answer.err, HasSubstr("score the slide anew with these outlines"));
    EXPECT_TRUE(files_of(again) == files_of(result("found")));
}

/// The result stays, and the sentence names the file.
void expect_refused(const fs::path& folder, const std::string& name) {
    const auto before = files_of(folder);
    const Answer answer = run_kossa({"rescore", folder});
    EXPECT_EQ(answer.status, 1) << name;
    EXPECT_THAT(answer.err, HasSubstr(name + " is "));
    EXPECT_THAT(answer.err, HasSubstr("score the slide anew"));
    EXPECT_EQ(lines_of(answer.err).size(), 1U) << answer.err;
    EXPECT_TRUE(files_of(folder) == before) << name;
}

TEST_F(ShippedSlide, FilesOfAnotherResultAreRefusedByNameAndTheResultStays) {
    const std::string other = write_skin(folder / "other.png");
    ASSERT_EQ(run_kossa({"score", other, "--mpp", "0.5", "--stain", "he", "--out", folder / "out"}).status, 0);
    const Words stored{"rescore.png", "rescore.jpg", "rescore-crops.json", "rescore-tiles.json", "rescore.json"};
    for (const std::string& name : stored) {
        const fs::path mixed = copy();
        fs::copy(folder / "out" / "other" / name, mixed / name, fs::copy_options::overwrite_existing);
        expect_refused(mixed, name == "rescore.json" ? "rescore.png" : name);
    }
    const fs::path mixed = copy();
    for (const std::string& name : stored) {
        fs::copy(folder / "out" / "other" / name, mixed / name, fs::copy_options::overwrite_existing);
    }
    expect_refused(mixed, "rescore.json");
}

TEST_F(ShippedSlide, OneChangedByteOfAZoomTileIsRefusedAndTheResultStays) {
    const fs::path again = copy();
    std::string tiles = text_of(again / "rescore-tiles.json");
    char& in_a_picture = tiles[tiles.size() / 2];
    in_a_picture = in_a_picture == 'A' ? 'B' : 'A';
    write_bytes(again / "rescore-tiles.json", tiles);
    expect_refused(again, "rescore-tiles.json");
}

}  // namespace
}  // namespace kossa
