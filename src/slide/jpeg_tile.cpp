#include "kossa/slide/jpeg_tile.hpp"

#include <turbojpeg.h>

#include <algorithm>
#include <array>
#include <span>

#include "kossa/slide/jpeg_decoder.hpp"

namespace kossa {

namespace {

constexpr std::array<std::uint8_t, 2> start_of_image{0xff, 0xd8};

/// Adobe's segment, whose last byte says what the colours are: libjpeg believes it unless a JFIF segment contradicts.
constexpr std::array<std::uint8_t, jpeg_tile_room> adobe_segment{0xff, 0xee, 0,   14, 'A', 'd', 'o', 'b',
                                                                 'e',  0,    100, 0,  0,   0,   0,   0};
constexpr std::uint8_t adobe_ycbcr = 1;

struct Header {
    int width = 0;
    int height = 0;
    int subsampling = 0;
    int colours = 0;
};

/// The header of a stream, whose tables the decoder keeps; nothing where it is damaged or has none.
std::optional<Header> header_of(const JpegDecoder& decoder, const std::vector<std::uint8_t>& stream) {
    Header header;
    const int status = tjDecompressHeader3(decoder.get(), stream.data(), stream.size(), &header.width, &header.height,
                                           &header.subsampling, &header.colours);
    return status == 0 ? std::optional(header) : std::nullopt;
}

bool fits(const Header& header, const JpegTileForm& form) {
    const int colours = form.colours == JpegColours::rgb ? TJCS_RGB : TJCS_YCbCr;
    return header.width == form.width && header.height == form.height && header.colours == colours;
}

/// Puts the colours in front of the tile's own segments; the tile's start-of-image marker moves to the very front.
bool put_colours(std::vector<std::uint8_t>& stream, JpegColours colours) {
    if (stream.size() < jpeg_tile_room + start_of_image.size() ||
        !std::ranges::equal(start_of_image, std::span(stream).subspan(jpeg_tile_room, start_of_image.size()))) {
        return false;
    }
    std::ranges::copy(start_of_image, stream.begin());
    const auto end = std::ranges::copy(adobe_segment, stream.begin() + start_of_image.size()).out;
    *(end - 1) = colours == JpegColours::ycbcr ? adobe_ycbcr : 0;
    return true;
}

/// Reads tables and header; whether the pixels can follow.
bool begun(const JpegDecoder& decoder, std::vector<std::uint8_t>& stream, const JpegTileForm& form) {
    if (!put_colours(stream, form.colours) || (!form.tables.empty() && !header_of(decoder, form.tables))) {
        return false;
    }
    const std::optional<Header> header = header_of(decoder, stream);
    return header && fits(*header, form);
}

}  // namespace

bool has_form(std::vector<std::uint8_t> stream, const JpegTileForm& form) {
    return begun(jpeg_decoder(), stream, form);
}

std::optional<RgbImage> decode_jpeg_tile(std::vector<std::uint8_t> stream, const JpegTileForm& form, int reduction) {
    // A decoder of its own for each tile: one that is used again keeps the tables of the tile before.
    const JpegDecoder decoder = jpeg_decoder();
    if (!begun(decoder, stream, form)) {
        return std::nullopt;
    }
    RgbImage pixels(form.height / reduction, form.width / reduction);
    const int status = tjDecompress2(decoder.get(), stream.data(), stream.size(), pixels.data, pixels.cols,
                                     static_cast<int>(pixels.step), pixels.rows, TJPF_RGB, TJFLAG_STOPONWARNING);
    return status == 0 ? std::optional(pixels) : std::nullopt;
}

}  // namespace kossa
