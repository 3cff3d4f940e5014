#include <gmock/gmock.h>

#include <regex>

#include "app/pictures.hpp"
#include "app/program.hpp"

namespace kossa {
namespace {

namespace fs = std::filesystem;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

/// The sentence with which a case is refused, without the folder of the file.
std::string refusal_of_case(const std::string& text) {
    const TemporaryFolder folder;
    write_bytes(folder / "case.toml", text);
    const Answer answer = run_kossa({"score", "none.svs", "--out", folder / "out", "--case", folder / "case.toml"});
    EXPECT_EQ(answer.status, 2);
    EXPECT_FALSE(fs::exists(folder / "out"));
    const std::size_t name = answer.err.find("case.toml");
    return name == std::string::npos ? answer.err : answer.err.substr(name);
}

const std::string whole_case =
    "age = { value = 63, unit = \"years\" }\n"
    "site = \"left thigh\"\n"
    "calcium = { value = 15, unit = \"mg/dL\" }\n"
    "phosphate = { value = 7.3, unit = \"mg/dl\" }\n"
    "albumin = { value = 30, unit = \"g/L\" }\n"
    "pth = { value = 20, unit = \"ng/L\" }\n";

TEST(CaseFile, OfSeveralSlidesStandsInTheFilesOfEach) {
    const TemporaryFolder folder;
    write_bytes(folder / "case.toml", whole_case);
    const Answer answer = run_kossa({"score", write_skin(folder / "a.png"), write_skin(folder / "b.png"), "--out",
                                     folder / "out", "--mpp", "0.5", "--case", folder / "case.toml"});
    ASSERT_EQ(answer.status, 0) << answer.err;
    for (const std::string slide : {"a", "b"}) {
        const nlohmann::json block = json_of(folder / "out" / slide / "summary.json").at("case");
        EXPECT_EQ(block.at("age_years"), 63.0);
        EXPECT_EQ(block.at("site"), "left thigh");
        EXPECT_EQ(block.at("phosphate").at("unit"), "mg/dL");
        EXPECT_EQ(block.at("calcium_phosphate_product").at("mg2_per_dl2"), 109.5);
        std::string paragraph = text_of(folder / "out" / slide / "summary.txt");
        paragraph = std::regex_replace(paragraph, std::regex("\\s+"), " ");
        EXPECT_THAT(paragraph, HasSubstr("Clinical context as given, not measured by kossa: age 63 years, site left"));
        EXPECT_THAT(text_of(folder / "out" / slide / "report.html"), HasSubstr("<h2>Clinical context</h2>"));
    }
}

TEST(CaseFile, GoesWithARescoreAndGoesAgainWithoutIt) {
    const TemporaryFolder folder;
    write_bytes(folder / "case.toml", whole_case);
    const std::string slide = write_skin(folder / "a.png");
    ASSERT_EQ(
        run_kossa({"score", slide, "--out", folder / "with", "--mpp", "0.5", "--case", folder / "case.toml"}).status,
        0);
    ASSERT_EQ(run_kossa({"score", slide, "--out", folder / "out", "--mpp", "0.5"}).status, 0);
    const fs::path result = folder / "out" / "a";
    EXPECT_TRUE(json_of(result / "summary.json").at("case").is_null());
    const std::string plain = text_of(result / "report.html");
    EXPECT_THAT(plain, Not(HasSubstr("Clinical context")));
    ASSERT_EQ(run_kossa({"rescore", result, "--case", folder / "case.toml"}).status, 0);
    for (const std::string name : {"summary.json", "summary.txt", "report.html", "deposits.geojson"}) {
        EXPECT_TRUE(text_of(result / name) == text_of(folder / "with" / "a" / name)) << name;
    }
    ASSERT_EQ(run_kossa({"rescore", result}).status, 0);
    EXPECT_TRUE(text_of(result / "report.html") == plain);
}

TEST(CaseFile, CannotPutMarkupOrControlCharactersIntoAResult) {
    const TemporaryFolder folder;
    write_bytes(folder / "case.toml",
                "site = \"<script>alert(1)</script>\\u001b[31m\\n\\\"}\"\npth = { value = 20, unit = \"ng/L\" }\n");
    const Answer answer = run_kossa({"score", write_skin(folder / "a.png"), "--out", folder / "out", "--mpp", "0.5",
                                     "--case", folder / "case.toml"});
    ASSERT_EQ(answer.status, 0) << answer.err;
    const std::string page = text_of(folder / "out" / "a" / "report.html");
    EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
    EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
    for (const std::string& text : {page, answer.out, text_of(folder / "out" / "a" / "summary.txt"),
                                    text_of(folder / "out" / "a" / "summary.json")}) {
        EXPECT_THAT(text, Not(HasSubstr("\x1b")));
    }
    EXPECT_EQ(json_of(folder / "out" / "a" / "summary.json").at("case").at("site"),
              "<script>alert(1)</script>\x1b[31m\n\"}");
}

TEST(CaseFile, IsPartOfTheSummaryOfASlideThatFails) {
    const TemporaryFolder folder;
    write_bytes(folder / "case.toml", whole_case);
    EXPECT_EQ(run_kossa({"score", folder / "no.svs", "--out", folder / "out", "--case", folder / "case.toml"}).status,
              1);
    EXPECT_EQ(json_of(folder / "out" / "no" / "summary.json").at("case").at("age_years"), 63.0);
}

TEST(CaseFile, WithAnUnknownKeyIsRefusedWithTheNearest) {
    EXPECT_EQ(refusal_of_case("# a case\nphospate = { value = 1, unit = \"mmol/L\" }\n"),
              "case.toml line 2: there is no 'phospate' in a case; the nearest name is 'phosphate'\n");
    EXPECT_EQ(refusal_of_case("calcium = { value = 9, units = \"mg/dL\" }\n"),
              "case.toml line 1: calcium has no 'units'; the nearest name is 'unit'\n");
}

TEST(CaseFile, WithoutAUnitIsRefused) {
    EXPECT_EQ(refusal_of_case("calcium = { value = 9.5 }\n"),
              "case.toml line 1: calcium has no unit, and none is assumed: write calcium = { value = NUMBER, unit = "
              "\"mg/dL\" }\n");
    EXPECT_THAT(refusal_of_case("albumin = 30\n"),
                HasSubstr("line 1: albumin needs a value and a unit: write albumin"));
    EXPECT_THAT(refusal_of_case("age = { value = 63 }\n"), HasSubstr("age has no unit"));
    EXPECT_THAT(refusal_of_case("pth = { unit = \"ng/L\" }\n"), HasSubstr("pth has no value that is a number"));
    EXPECT_THAT(refusal_of_case("pth = { value = \"9\", unit = \"ng/L\" }\n"), HasSubstr("no value that is a number"));
}

TEST(CaseFile, WithAnotherUnitIsRefused) {
    EXPECT_EQ(refusal_of_case("calcium = { value = 4.7, unit = \"mEq/L\" }\n"),
              "case.toml line 1: the unit 'mEq/L' is not known of calcium; it can be mg/dL, mmol/L\n");
    EXPECT_THAT(refusal_of_case("pth = { value = 30, unit = \"mg/dL\" }\n"),
                EndsWith("it can be pg/mL, ng/L, pmol/L\n"));
    EXPECT_THAT(refusal_of_case("age = { value = 3, unit = \"months\" }\n"), HasSubstr("not known of age"));
}

TEST(CaseFile, WithAValueThatIsNotPlausibleIsRefused) {
    EXPECT_EQ(
        refusal_of_case("calcium = { value = 2.4, unit = \"mg/dL\" }\n"),
        "case.toml line 1: calcium of 2.4 mg/dL is not plausible; it must lie between 3 and 30 mg/dL: check value "
        "and unit\n");
    // 3 / 4.0078 = 0.749 and 30 / 4.0078 = 7.49 mmol/L
    EXPECT_THAT(refusal_of_case("calcium = { value = 9.5, unit = \"mmol/L\" }\n"),
                HasSubstr("calcium of 9.5 mmol/L is not plausible; it must lie between 0.749 and 7.49 mmol/L"));
    EXPECT_THAT(refusal_of_case("albumin = { value = 40, unit = \"g/dL\" }\n"), HasSubstr("not plausible"));
    for (const std::string value : {"nan", "inf", "-1", "1e300"}) {
        EXPECT_THAT(refusal_of_case("pth = { value = " + value + ", unit = \"ng/L\" }\n"), HasSubstr("not plausible"));
    }
    EXPECT_THAT(refusal_of_case("age = { value = 631, unit = \"years\" }\n"), HasSubstr("must lie between 0 and 130"));
}

TEST(CaseFile, ThatSaysNothingOrIsNoTomlIsRefused) {
    EXPECT_THAT(refusal_of_case("# nothing\n"), HasSubstr("case.toml says nothing of a case"));
    EXPECT_THAT(refusal_of_case("calcium = = 3\n"), HasSubstr("line 1: this is not TOML: "));
    EXPECT_THAT(refusal_of_case("site = 3\n"), HasSubstr("site must be a text in quotes"));
    EXPECT_THAT(refusal_of_case("site = \"" + std::string(201, 'x') + "\"\n"),
                HasSubstr("site has 201 bytes, more than"));
}

}  // namespace
}  // namespace kossa
