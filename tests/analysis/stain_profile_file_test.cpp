#include "kossa/analysis/stain_profile_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <random>

#include "kossa/core/error.hpp"

namespace kossa {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

const std::string toml_profile =
    "# of the laboratory\n"
    "stain = \"he\"\n\n[vectors]\nhaematoxylin = [0.65111, 0.70119, 0.29049]\neosin = [0.2159, 0.8012, 0.5581]\n";
const std::string silver_profile = "stain = \"von-kossa\"\n[vectors]\nsilver = [1, 1.0, 0.95]\n";
const std::string qupath_profile =
    R"({"Name" : "H&E default", "Stain 1" : "Hematoxylin", "Values 1" : "0.65111 0.70119 0.29049", )"
    R"("Stain 2" : "Eosin", "Values 2" : "0.2159 0.8012 0.5581", "Background" : " 255 255 255"})";

StainProfile parsed(const std::string& text) {
    return stain_profile_of(text, "lab.toml");
}

std::string with(std::string text, const std::string& what, const std::string& by) {
    EXPECT_NE(text.find(what), std::string::npos) << what;
    return text.replace(text.find(what), what.size(), by);
}

/// The sentence for a text that cannot be taken; every one names the file.
std::string refusal_of_profile(const std::string& text) {
    try {
        parsed(text);
        return "not refused";
    } catch (const UsageError& error) {
        EXPECT_THAT(error.what(), HasSubstr("the stain profile lab.toml"));
        return error.what();
    }
}

void expect_default_vectors(const StainProfile& profile) {
    EXPECT_EQ(profile.stain, Stain::haematoxylin_eosin);
    EXPECT_EQ(profile.file, "lab.toml");
    const StainMatrix expected = default_haematoxylin_eosin();
    for (int i = 0; i < 2; ++i) {
        EXPECT_LT(cv::norm(profile.matrix().row(i) - expected.row(i)), 1e-6);
    }
}

TEST(StainProfileFile, TomlAndTheStringOfQupathGiveTheSame) {
    expect_default_vectors(parsed(toml_profile));
    expect_default_vectors(parsed(qupath_profile));
    expect_default_vectors(parsed(" \n" + qupath_profile + "\n"));
}

TEST(StainProfileFile, ReadsSilver) {
    const StainProfile profile = parsed(silver_profile);
    EXPECT_EQ(profile.stain, Stain::von_kossa);
    EXPECT_LT(angle_degrees(profile.vectors.at(0), {1.0, 1.0, 0.95}), 1e-4);
}

TEST(StainProfileFile, WhatIsWrittenIsReadBackToSixDigits) {
    for (const std::string& text : {toml_profile, silver_profile}) {
        const StainProfile profile = parsed(text);
        const std::string written = stain_profile_toml(profile, "of two slides\n\n  a.svs: 1.2 degrees");
        EXPECT_THAT(written, HasSubstr("# of two slides\n#\n#   a.svs: 1.2 degrees\nstain = "));
        const StainProfile again = parsed(written);
        for (std::size_t i = 0; i < profile.vectors.size(); ++i) {
            EXPECT_LT(cv::norm(again.vectors.at(i) - profile.vectors[i]), 2e-6);
        }
    }
    expect_default_vectors(parsed(stain_profile_qupath(parsed(toml_profile))));
}

TEST(StainProfileFile, WritesTheStringOfQupathAsQupathDoes) {
    EXPECT_EQ(stain_profile_qupath(parsed(toml_profile)),
              R"({"Name" : "H&E kossa", "Stain 1" : "Hematoxylin", "Values 1" : "0.651111 0.701191 0.290491", )"
              R"("Stain 2" : "Eosin", "Values 2" : "0.215899 0.801196 0.558097", "Background" : " 255 255 255"})"
              "\n");
    EXPECT_THROW(stain_profile_qupath(parsed(silver_profile)), UsageError);
}

TEST(StainProfileFile, StainsOfQupathGoByTheirNamesAndAResidualIsLeft) {
    expect_default_vectors(
        parsed(R"({"Stain 1":"Eosin","Values 1":"0.2159 0.8012 0.5581","Stain 2":"Hematoxylin",)"
               R"("Values 2":"0.65111 0.70119 0.29049 ","Stain 3":"Residual","Values 3":"0.316 -0.598 0.737"})"));
}

TEST(StainProfileFile, NamesTheKeyOfATomlThatIsWrong) {
    EXPECT_THAT(refusal_of_profile(""), HasSubstr("stain is missing"));
    EXPECT_THAT(refusal_of_profile(with(toml_profile, "\"he\"", "\"h&e\"")), HasSubstr("the stain 'h&e' is not known"));
    EXPECT_THAT(refusal_of_profile(with(toml_profile, "\"he\"", "1")), HasSubstr("stain is missing or no text"));
    EXPECT_THAT(refusal_of_profile("stain = \"he\"\n"), HasSubstr("[vectors] is missing"));
    EXPECT_THAT(refusal_of_profile(with(toml_profile, "eosin", "eosine")),
                AllOf(HasSubstr("vectors.eosine is not known"), HasSubstr("haematoxylin and eosin")));
    EXPECT_THAT(refusal_of_profile(with(toml_profile, ", 0.5581", "")),
                HasSubstr("vectors.eosin is missing or no list"));
    EXPECT_THAT(refusal_of_profile(with(toml_profile, "0.5581", "\"0.5581\"")), HasSubstr("vectors.eosin is missing"));
    EXPECT_THAT(refusal_of_profile(with(toml_profile, "0.5581", "nan")), HasSubstr("eosin is ("));
    EXPECT_THAT(refusal_of_profile(with(toml_profile, "0.5581", "1e999")), HasSubstr("lab.toml"));
    EXPECT_THAT(refusal_of_profile("white_point = [255, 255, 255]\n" + toml_profile),
                HasSubstr("the key white_point is not known"));
    EXPECT_THAT(refusal_of_profile(with(toml_profile, "[vectors]", "[vectors")), HasSubstr("line 4: this is not TOML"));
    EXPECT_THAT(refusal_of_profile(with(silver_profile, "von-kossa", "he")), HasSubstr("vectors.silver is not known"));
}

TEST(StainProfileFile, NamesTheKeyOfAStringOfQupathThatIsWrong) {
    EXPECT_THAT(refusal_of_profile(with(qupath_profile, "0.65111 ", "0,65111 ")),
                HasSubstr("\"Values 1\" is missing or"));
    EXPECT_THAT(refusal_of_profile(with(qupath_profile, "0.65111 ", "")), HasSubstr("\"Values 1\""));
    EXPECT_THAT(refusal_of_profile(with(qupath_profile, "0.65111 ", "1 1 ")), HasSubstr("\"Values 1\""));
    EXPECT_THAT(refusal_of_profile(with(qupath_profile, "Values 2", "Value 2")), HasSubstr("\"Values 2\" is missing"));
    EXPECT_THAT(refusal_of_profile(with(qupath_profile, "\"0.2159 0.8012 0.5581\"", "3")),
                HasSubstr("\"Values 2\" is no text"));
    EXPECT_THAT(refusal_of_profile(with(qupath_profile, "Eosin", "DAB")), HasSubstr("the stain 'DAB' is not known"));
    EXPECT_THAT(refusal_of_profile(with(qupath_profile, "Eosin", "Residual")), HasSubstr("there is no stain 'Eosin'"));
    EXPECT_THAT(refusal_of_profile(with(qupath_profile, "Eosin", "Hematoxylin")), HasSubstr("is given twice"));
    EXPECT_THAT(refusal_of_profile(with(qupath_profile, "255 255 255", "255 255 0")), HasSubstr("\"Background\""));
    EXPECT_THAT(refusal_of_profile(with(qupath_profile, "\"H&E default\"", "1e999")),
                HasSubstr("a number is too large"));
    EXPECT_THAT(refusal_of_profile(qupath_profile.substr(0, 60)), HasSubstr("line 1, column 61"));
}

TEST(StainProfileFile, VectorsAreCheckedInEitherForm) {
    EXPECT_THAT(refusal_of_profile(with(toml_profile, "[0.2159, 0.8012, 0.5581]", "[0.65, 0.70, 0.29]")),
                HasSubstr("less than 1 degree apart"));
    EXPECT_THAT(refusal_of_profile(with(qupath_profile, "0.2159 0.8012 0.5581", "0 0 0")),
                HasSubstr("eosin is (0, 0, 0)"));
}

TEST(StainProfileFile, AFileThatCannotBeReadIsNamed) {
    EXPECT_THROW(read_stain_profile("no-such-profile.toml"), UsageError);
    EXPECT_THROW(read_stain_profile("/dev/zero"), UsageError);
    EXPECT_THROW(read_stain_profile("/tmp"), UsageError);
}

/// Either a profile whose vectors can be used, or a UsageError; nothing else, whatever the text.
void expect_sound_or_refused(const std::string& text) {
    try {
        const StainProfile profile = parsed(text);
        for (const OdVector& vector : profile.vectors) {
            ASSERT_NEAR(cv::norm(vector), 1.0, 1e-9) << text;
        }
        if (profile.stain == Stain::haematoxylin_eosin) {
            ASSERT_GE(angle_degrees(profile.vectors.at(0), profile.vectors.at(1)), 1.0) << text;
        }
    } catch (const UsageError& error) {
        ASSERT_THAT(error.what(), HasSubstr("lab.toml")) << text;
    }
}

TEST(StainProfileFile, ATextCutAnywhereIsSoundOrRefused) {
    for (const std::string& text : {toml_profile, silver_profile, qupath_profile}) {
        for (std::size_t length = 0; length <= text.size(); ++length) {
            expect_sound_or_refused(text.substr(0, length));
            expect_sound_or_refused(text.substr(length));
        }
    }
}

/// A text with a few bytes changed, taken out, doubled, or exchanged for what means something to a parser.
std::string damaged_text(std::string text, std::mt19937_64& random) {
    const std::vector<std::string> words{"\"",
                                         "[",
                                         "]",
                                         "{",
                                         "}",
                                         "=",
                                         ",",
                                         "nan",
                                         "inf",
                                         "-",
                                         "1e308",
                                         "\n",
                                         "\\u0000",
                                         ".",
                                         "'''",
                                         "#",
                                         "\xff",
                                         std::string(1, '\0'),
                                         "9223372036854775808",
                                         "stain"};
    for (std::uint64_t changes = 1 + random() % 4; changes > 0; --changes) {
        const std::size_t at = random() % (text.size() + 1);
        const std::size_t length = std::min<std::size_t>(random() % 6, text.size() - at);
        switch (random() % 4) {
            case 0:
                text.erase(at, length);
                break;
            case 1:
                text.insert(at, text.substr(at, length));
                break;
            case 2:
                text.replace(at, length, words[random() % words.size()]);
                break;
            default:
                text.replace(at, length, length, static_cast<char>(random() % 256));
        }
    }
    return text;
}

TEST(StainProfileFile, ADamagedTextIsSoundOrRefused) {
    std::mt19937_64 random(20);
    for (int i = 0; i < 2000; ++i) {
        for (const std::string& text : {toml_profile, silver_profile, qupath_profile}) {
            expect_sound_or_refused(damaged_text(text, random));
        }
    }
}

TEST(StainProfileFile, NestingWithoutEndIsRefused) {
    constexpr std::size_t deep = 20000;
    expect_sound_or_refused("stain = " + std::string(deep, '['));
    expect_sound_or_refused("{\"Stain 1\" : " + std::string(deep, '['));
    std::string braces;
    for (std::size_t i = 0; i < deep; ++i) {
        braces += "{\"a\":";
    }
    expect_sound_or_refused(braces);
}

}  // namespace
}  // namespace kossa
