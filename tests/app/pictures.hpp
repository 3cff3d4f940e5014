#pragma once

#include <filesystem>
#include <optional>
#include <random>
#include <string>

#include <opencv2/imgproc.hpp>

#include "kossa/slide/slide_source.hpp"
#include "slide/test_images.hpp"

namespace kossa {

/// Scatters discs of one colour over a part of the image.
inline void scatter(RgbImage& image, const cv::Rect& part, int count, int radius, const cv::Scalar& colour,
                    std::mt19937_64& random) {
    for (int i = 0; i < count; ++i) {
        const int x = part.x + static_cast<int>(random() % static_cast<std::uint64_t>(part.width));
        const int y = part.y + static_cast<int>(random() % static_cast<std::uint64_t>(part.height));
        cv::circle(image, {x, y}, radius, colour, cv::FILLED);
    }
}

/// Something like skin on H&E at 0.5 um per pixel: a violet cellular band over pink tissue with some nuclei, and dark
/// grey-violet blobs that are calcium, on white glass.
inline RgbImage stained_skin(int width = 1000, int height = 800) {
    constexpr int glass = 40;
    constexpr int epidermis = 120;
    const cv::Scalar violet(120, 80, 150);
    std::mt19937_64 random(7);
    RgbImage image(height, width, cv::Vec3b(244, 243, 245));
    const cv::Rect tissue(glass, glass, width - 2 * glass, height - 2 * glass);
    const cv::Rect band(tissue.x, tissue.y, tissue.width, epidermis);
    const cv::Rect dermis(tissue.x + glass, band.br().y + glass, tissue.width - 2 * glass,
                          tissue.height - epidermis - 2 * glass);
    cv::rectangle(image, tissue, cv::Scalar(228, 165, 200), cv::FILLED);
    scatter(image, band, 500, 6, violet, random);
    scatter(image, dermis, 150, 5, violet, random);
    scatter(image, dermis, 12, 14, cv::Scalar(62, 34, 58), random);
    for (cv::Vec3b& pixel : image) {
        pixel += cv::Vec3b::all(static_cast<std::uint8_t>(random() % 4));
    }
    return image;
}

inline std::string write_skin(const std::filesystem::path& path) {
    write_png(path, stained_skin(800, 700), PNG_FORMAT_RGB);
    return path.string();
}

/// The upper left of a shipped slide at 1 um a pixel: its surface, its dermis and some fat.
inline RgbImage field_of(const std::string& fixture) {
    const auto slide = open_slide(std::filesystem::path(KOSSA_FIXTURES) / fixture, std::nullopt);
    RgbImage field;
    cv::resize(slide->read(0, {0, 100, 2500, 2100}), field, {}, 0.5, 0.5, cv::INTER_AREA);
    return field;
}

inline void write_field(const std::filesystem::path& path, const std::string& fixture) {
    write_png(path, field_of(fixture), PNG_FORMAT_RGB);
}

/// Little-endian number of `bytes` bytes.
inline std::uint64_t number_at(const std::string& file, std::size_t offset, std::size_t bytes) {
    std::uint64_t number = 0;
    for (std::size_t i = bytes; i-- > 0;) {
        number = (number << 8U) | static_cast<unsigned char>(file.at(offset + i));
    }
    return number;
}

/// Overwrites the value of a tag in the first directory of a little-endian TIFF.
inline void set_tiff_value(const std::filesystem::path& path, std::uint16_t tag, std::uint16_t value) {
    constexpr std::size_t entry_bytes = 12;
    std::string file = text_of(path);
    const std::size_t directory = number_at(file, 4, 4);
    const std::size_t count = number_at(file, directory, 2);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t entry = directory + 2 + i * entry_bytes;
        if (number_at(file, entry, 2) == tag) {
            file.at(entry + 8) = static_cast<char>(value & 0xFFU);
            file.at(entry + 9) = static_cast<char>(value >> 8U);
        }
    }
    write_bytes(path, file);
}

}  // namespace kossa
