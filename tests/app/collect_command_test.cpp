// The tables of several slides.

#include <gmock/gmock.h>

#include "app/pictures.hpp"
#include "app/program.hpp"

namespace kossa {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;
using ::testing::SizeIs;

Words cells_of(const std::string& line) {
    Words cells{""};
    bool quoted = false;
    for (const char c : line) {
        if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            cells.emplace_back();
        } else {
            cells.back() += c;
        }
    }
    return cells;
}

/// Two scored slides and one that failed, in one folder.
class CollectedSlides : public ::testing::Test {
  protected:
    static void SetUpTestSuite() {
        shared = std::make_unique<TemporaryFolder>();
        write_field(*shared / "b, turned.png", "skin-he.svs");
        write_field(*shared / "c.png", "skin-vk.svs");
        write_bytes(*shared / "a.svs", "no slide");
        ASSERT_EQ(run_kossa({"score", *shared / "c.png", *shared / "b, turned.png", *shared / "a.svs", "--mpp", "1",
                             "--out", *shared / "out"})
                      .status,
                  1);
    }
    static void TearDownTestSuite() { shared.reset(); }

    static Answer collected(const Words& more = {}) {
        Words words{"collect", *shared / "out"};
        words.insert(words.end(), more.begin(), more.end());
        return run_kossa(words);
    }
    /// The cell of a column in each of the rows.
    static Words column(const std::string& table, const std::string& name) {
        const Words lines = lines_of(table);
        const Words header = cells_of(lines.at(0));
        const auto at = static_cast<std::size_t>(std::ranges::find(header, name) - header.begin());
        Words column;
        for (std::size_t i = 1; i < lines.size(); ++i) {
            EXPECT_THAT(cells_of(lines[i]), SizeIs(header.size())) << lines[i];
            column.push_back(cells_of(lines[i]).at(at));
        }
        return column;
    }
    static nlohmann::json summary_of(const std::string& slide) {
        return json_of(*shared / "out" / slide / "summary.json");
    }

    static inline std::unique_ptr<TemporaryFolder> shared;
};

TEST_F(CollectedSlides, HaveARowEachByName) {
    const Answer answer = collected();
    EXPECT_EQ(answer.status, 0) << answer.err;
    EXPECT_EQ(column(answer.out, "slide"), (Words{"a.svs", "b, turned.png", "c.png"}));
    EXPECT_EQ(column(answer.out, "status"), (Words{"failed", "ok", "ok"}));
    EXPECT_EQ(column(answer.out, "error_code"), (Words{"not-a-slide", "", ""}));
    EXPECT_EQ(column(answer.out, "stain"), (Words{"", "he", "von-kossa"}));
    EXPECT_EQ(column(answer.out, "folder").at(1), (*shared / "out" / "b, turned").string());
}

TEST_F(CollectedSlides, HaveTheNumbersOfTheirSummaries) {
    const std::string table = collected().out;
    const nlohmann::json summary = summary_of("b, turned");
    EXPECT_EQ(column(table, "deposit_count").at(1), summary.at("deposit_count").dump());
    EXPECT_EQ(column(table, "deposit_area_um2").at(1), summary.at("deposit_area_um2").dump());
    EXPECT_EQ(column(table, "upper_dermis_count").at(1), summary.at("zones").at(1).at("count").dump());
    EXPECT_EQ(column(table, "deepest_um").at(1), summary.at("depth_um").at("by_area").at("largest").dump());
    EXPECT_EQ(column(table, "granular_area_um2").at(1), summary.at("morphologies").at(0).at("area_um2").dump());
    EXPECT_EQ(column(table, "superficial_fraction_500_um").at(1), "1.0");
    EXPECT_EQ(column(table, "carbon_count"), (Words{"", "0", "0"}));
    EXPECT_EQ(column(table, "pattern").at(1), "mixed");
    EXPECT_EQ(column(table, "epidermis_from").at(1), "found");
    EXPECT_EQ(column(table, "deposit_count").at(0), "") << "nothing is known of it";
}

TEST(CollectCommand, NamesThatASpreadsheetWouldTakeForFormulasAreText) {
    const TemporaryFolder folder;
    const Words names{"=1+1.svs", "@a.svs", "-5"};
    Words words{"score", "--out", folder / "out"};
    for (const std::string& name : names) {
        write_bytes(folder / name, "no slide");
        words.push_back(folder / name);
    }
    ASSERT_EQ(run_kossa(words).status, 1);
    const Words lines = lines_of(run_kossa({"collect", folder / "out"}).out);
    ASSERT_THAT(lines, SizeIs(4));
    EXPECT_EQ(cells_of(lines[1]).at(1), "-5") << "a number";
    EXPECT_EQ(cells_of(lines[2]).at(1), "'=1+1.svs");
    EXPECT_EQ(cells_of(lines[3]).at(1), "'@a.svs");
}

TEST_F(CollectedSlides, EveryColumnStandsInTheDocument) {
    const std::string document = text_of(fs::path(KOSSA_FIXTURES) / ".." / "docs" / "results.md");
    for (const std::string& name : cells_of(lines_of(collected().out).at(0))) {
        EXPECT_THAT(document, HasSubstr("`" + name + "`"));
    }
}

TEST_F(CollectedSlides, TheirDepositsAreARowEach) {
    const Answer answer = collected({"--deposits"});
    EXPECT_EQ(answer.status, 0);
    EXPECT_THAT(answer.err, HasSubstr("is the result of a slide that failed, and has no deposits to list"));
    const Words slides = column(answer.out, "slide");
    const auto of = [&](const std::string& slide) { return std::ranges::count(slides, slide); };
    EXPECT_EQ(of("b, turned.png"), summary_of("b, turned").at("deposit_count"));
    EXPECT_EQ(of("c.png"), summary_of("c").at("deposit_count"));
    const std::string own = text_of(*shared / "out" / "c" / "deposits.csv");
    EXPECT_EQ(column(answer.out, "deposit_id").back(), column(own, "deposit_id").back());
}

TEST_F(CollectedSlides, MayBeNamedOneByOne) {
    const Answer answer = run_kossa({"collect", *shared / "out" / "c", *shared / "out" / "b, turned"});
    EXPECT_EQ(answer.status, 0);
    EXPECT_EQ(column(answer.out, "slide"), (Words{"c.png", "b, turned.png"}));
}

TEST_F(CollectedSlides, AreListedWhereOthersCannotBe) {
    const TemporaryFolder folder;
    fs::create_directory(folder / "empty");
    fs::create_directory(folder / "bad");
    write_bytes(folder / "bad" / "summary.json", "{\"schema_version\": [[]]}");
    const Answer answer =
        run_kossa({"collect", folder / "empty", folder / "missing", folder / "bad", *shared / "out" / "c"});
    EXPECT_EQ(answer.status, 1);
    EXPECT_THAT(answer.err, HasSubstr("empty holds no result, nor does a folder in it"));
    EXPECT_THAT(answer.err, HasSubstr("missing cannot be read: No such file or directory; give a folder"));
    EXPECT_THAT(answer.err,
                HasSubstr("bad/summary.json is no summary of this version of kossa; score the slide again"));
    EXPECT_EQ(column(answer.out, "slide"), Words{"c.png"});
}

TEST_F(CollectedSlides, TablesThatAreNotWholeAreNamed) {
    const TemporaryFolder folder;
    for (const std::string name : {"cut", "empty"}) {
        fs::copy(*shared / "out" / "c", folder / name, fs::copy_options::recursive);
    }
    const std::string table = text_of(*shared / "out" / "c" / "deposits.csv");
    write_bytes(folder / "cut" / "deposits.csv", table.substr(0, table.size() - 20));
    write_bytes(folder / "empty" / "deposits.csv", table.substr(0, table.find('\n') + 1));
    const Answer answer = run_kossa({"collect", folder / "", "--deposits"});
    EXPECT_EQ(answer.status, 1);
    EXPECT_THAT(lines_of(answer.out), SizeIs(1));
    EXPECT_THAT(answer.err, HasSubstr("cut/deposits.csv is damaged: it does not hold the"));
    EXPECT_THAT(answer.err, HasSubstr("empty/deposits.csv is damaged"));
}

TEST_F(CollectedSlides, WhatWasInterruptedIsNamed) {
    const TemporaryFolder folder;
    fs::copy(*shared / "out", folder / "out", fs::copy_options::recursive);
    fs::rename(folder / "out" / "c" / "summary.json", folder / "out" / "c" / ".former-summary.json");
    const Answer answer = run_kossa({"collect", folder / "out"});
    EXPECT_EQ(answer.status, 1);
    EXPECT_THAT(answer.err, HasSubstr("was being replaced when the run was stopped; run kossa rescore on it"));
    EXPECT_EQ(column(answer.out, "slide"), (Words{"a.svs", "b, turned.png"}));
}

TEST_F(CollectedSlides, NamesAreDataAsTheyAre) {
    const TemporaryFolder folder;
    const std::string name = "tab\there \\";
    fs::copy(*shared / "out" / "c", folder / name, fs::copy_options::recursive);
    EXPECT_EQ(column(run_kossa({"collect", folder / name}).out, "folder"), Words{(folder / name).string()});
}

TEST_F(CollectedSlides, TheTableIsUtf8WhateverTheFoldersAreCalled) {
    const TemporaryFolder folder;
    fs::copy(*shared / "out" / "c", folder / "M\xfcller", fs::copy_options::recursive);
    EXPECT_EQ(column(run_kossa({"collect", folder / "M\xfcller"}).out, "folder"),
              Words{(folder / "M\xef\xbf\xbdller").string()});
}

TEST(Collect, NeedsAFolder) {
    const Answer answer = run_kossa({"collect"});
    EXPECT_EQ(answer.status, 2);
    EXPECT_THAT(answer.err, HasSubstr("no folder with results is named; see kossa collect --help"));
}

}  // namespace
}  // namespace kossa
