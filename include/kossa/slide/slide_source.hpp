#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kossa/core/geometry.hpp"
#include "kossa/core/pixel_size.hpp"
#include "kossa/core/raster.hpp"

namespace kossa {

/// Frame: pixels of one level of a slide, from the top left of that level. Which level, the context says.
struct LevelPixels {};

/// Where a pixel size comes from.
enum class PixelSizeSource {
    openslide_mpp,    ///< the vendor's own field, as OpenSlide reports it
    tiff_resolution,  ///< the resolution tags of a TIFF
    png_density,      ///< the pHYs chunk of a PNG
    jpeg_density,     ///< the JFIF header of a JPEG
    user,             ///< given by the user; overrides all others
};

/// "openslide.mpp", "tiff.XResolution", "png.pHYs", "jpeg.JFIF" or "--mpp", as the summary writes it.
std::string_view to_string(PixelSizeSource source);

struct SlideLevel {
    Size<LevelPixels> size;
    /// Level-0 pixels per pixel of this level. Flat images: an exact power of two. OpenSlide: width of level 0 / width
    /// of this level (and heights), which is a whole number only if the level divides exactly.
    double downsample_x = 1.0;
    double downsample_y = 1.0;
    /// Whether kossa decodes the tiles of this level itself, to the same pixels.
    bool direct = false;
    /// Whether read_reduced decodes the tiles of this level at the smaller scale.
    bool scalable = false;
};

/// What is known of a slide without reading its pixels.
struct SlideInfo {
    std::string path;    ///< as given
    std::string name;    ///< the file name with its extension
    std::string vendor;  ///< OpenSlide's word ("aperio", "generic-tiff", ...) or "png", "jpeg", "tiff" for a flat image
    /// Identifies the content: OpenSlide's quickhash-1, or "fnv1a64-..." of all bytes of the file where there is none.
    std::string quickhash;
    std::vector<SlideLevel> levels;  ///< level 0, the largest, first; never empty

    /// Of level 0; absent if neither the file nor the user says a believable one. Never guessed from the objective.
    std::optional<PixelSize> pixel_size;
    std::optional<PixelSizeSource> pixel_size_source;  ///< present exactly if pixel_size is
    /// Sentences on what the file says about the pixel size and was not used, and why. May be empty.
    std::string pixel_size_note;
    std::optional<double> objective_power;  ///< such as 20 or 40
    /// Codes for the summary: "objective-power-contradicts-pixel-size", "pixel-size-overridden",
    /// "direct-reading-differs".
    std::vector<std::string> flags;

    cv::Vec3b background{255, 255, 255};  ///< red, green, blue of what was not scanned
    Point<Level0> bounds_offset;          ///< top left of the scanned part (openslide.bounds-x, -y), or 0, 0
    std::vector<std::string> associated_images;
    std::map<std::string, std::string> properties;  ///< OpenSlide's names and values; of flat images the few there are
};

/// The pixels of one slide.
class SlideSource {
  public:
    SlideSource() = default;
    SlideSource(const SlideSource&) = delete;
    SlideSource& operator=(const SlideSource&) = delete;
    virtual ~SlideSource() = default;

    virtual const SlideInfo& info() const = 0;

    /// The pixels of `region`, in the pixel frame of `level`. What is transparent or outside the level has the
    /// background colour; an empty region gives an empty image.
    ///
    /// Exact for levels whose downsample is a whole number along both axes. For others OpenSlide takes positions in
    /// whole level-0 pixels and interpolates, so a pixel depends on the corner of the region it is read in (seen: by up
    /// to 44 grey levels at a downsample of 2.0005, 14 at 8.004, 6 at 16.01): read those always in the same pieces.
    ///
    /// Safe from many threads. One region's result never depends on which others were read before.
    /// Throws SlideError: "corrupt" naming level and region, after which all other regions can still be read;
    /// "too-large" above `largest_read_pixels`. Throws std::out_of_range for a level that does not exist.
    virtual RgbImage read(int level, const Box<LevelPixels>& region) const = 0;

    /// The pixels of `region` made smaller by a power of two along both axes. `region` is made of whole squares of
    /// `factor` pixels, counted from the corner of the level. A pixel is the mean of a square (reduced.hpp), or, where
    /// decoded_smaller says so, what the decoder gives when it decodes at the smaller scale: the same but for detail
    /// finer than a pixel of the result. The same bytes for a pixel whatever the region it is read in. Squares that
    /// the edge of the level cuts have its background where they are decoded smaller. Errors as read.
    virtual RgbImage read_reduced(int level, const Box<LevelPixels>& region, int factor) const;

    /// The tiles of a level for which the file holds nothing (empty_tiles.hpp), as far as it can be told.
    virtual std::vector<Box<LevelPixels>> tiles_without_bytes(int) const { return {}; }

    /// The tiles of a level, of those that have been read so far, that the decoder warns of: their pixels may be wrong.
    /// Cut to the level, row by row. Of levels that are decoded directly; what others decode is not known.
    virtual std::vector<Box<LevelPixels>> tiles_with_warnings(int) const { return {}; }

    /// Lets go of pixels that were kept in case they are asked for again: between passes over the slide.
    virtual void forget() const {}
};

/// Whether the level may show what level 0 shows: its sides are as those of the slide, to two pixels each and a
/// fiftieth. A label or a picture of the whole glass may stand in a TIFF as a level does.
bool in_proportion(const SlideLevel& level);

/// The coarsest level in proportion with at least one pixel for each square of `downsample` level-0 pixels, to a
/// thousandth; else 0.
int sufficient_level(const SlideInfo& slide, double downsample);

/// Whether read_reduced of that level decodes at 1/factor and averages nothing: JPEG is made of squares of 8 pixels, so
/// for 2, 4 and 8.
bool decoded_smaller(const SlideLevel& level, int factor);

/// The most pixels one read may ask for: 1 GiB as OpenSlide paints them.
inline constexpr std::int64_t largest_read_pixels = std::int64_t{1} << 28;

/// Opens whatever OpenSlide knows, and PNG, JPEG and TIFF files it does not know as flat images (see flat_image.hpp).
///
/// Throws SlideError: "unreadable" (missing, a folder, empty, no permission), "not-a-slide" (says what it seems to be),
/// "corrupt" (with the reason the decoder gives), "too-large".
std::unique_ptr<SlideSource> open_slide(const std::filesystem::path& path, std::optional<PixelSize> user_pixel_size);

}  // namespace kossa
