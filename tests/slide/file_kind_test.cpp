#include "kossa/slide/file_kind.hpp"

#include <gtest/gtest.h>

#include <string>

namespace kossa {
namespace {

TEST(FileKind, IsRecognisedByTheFirstBytes) {
    EXPECT_EQ(identify("\x89PNG\r\n\x1a\n").format, FileFormat::png);
    EXPECT_EQ(identify("\xff\xd8\xff\xe0").format, FileFormat::jpeg);
    EXPECT_EQ(identify(std::string("II*\0", 4)).format, FileFormat::tiff);
    EXPECT_EQ(identify(std::string("MM\0+", 4)).format, FileFormat::tiff);
    EXPECT_EQ(identify(std::string(128, '\0') + "DICM").format, FileFormat::dicom);
    EXPECT_EQ(identify("%PDF-1.7").name, "a PDF document");
    EXPECT_EQ(identify("RIFF....WEBPVP8 ").name, "a WebP image");
}

TEST(FileKind, TextIsWhatHasNoControlCharacters) {
    EXPECT_EQ(identify("slide,area\n1,2\n").name, "a text file");
    EXPECT_EQ(identify("\xc3\xa4rger").name, "a text file");
    EXPECT_EQ(identify(std::string("ab\0c", 4)).name, "data of no kind known here");
}

TEST(FileKind, ShortHeadsAreNotMistaken) {
    EXPECT_EQ(identify("\x89PN").format, FileFormat::other);
    EXPECT_EQ(identify(std::string(127, '\0')).format, FileFormat::other);
}

}  // namespace
}  // namespace kossa
