#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kossa/core/units.hpp"
#include "kossa/measure/result.hpp"
#include "kossa/page/html.hpp"

namespace kossa::page {

/// A number of summary.json as it is shown, `<data value="35980.25" data-key="/deposit_area_um2">35,980</data>`: the
/// value is the one in summary.json under that JSON pointer (RFC 6901), so that anybody can compare the two.
Html count_figure(const std::string& key, std::int64_t count);
Html area_figure(const std::string& key, SquareMicrons area);  ///< "35,980", um2
Html mm2_figure(const std::string& key, SquareMicrons area);   ///< "2.53 mm2" of a value in um2
Html length_figure(const std::string& key, double um);         ///< "210", um
Html percent_figure(const std::string& key, double share);     ///< "1.42 %" of a value of 0..1
Html plain_figure(const std::string& key, double value);       ///< "0.0123"

/// "um" becomes the micro sign and m, "um2" and "mm2" get a raised 2.
std::string with_symbols(std::string_view text);

/// A number of an object's own, no figure of summary.json: "210 um", "1,234 um2", with their symbols.
std::string length_text(Microns length);
std::string area_text(SquareMicrons area);

/// "210 um deep" or "30 um above the junction", of the centre of a deposit that has a depth, with the sign for um;
/// where it reaches from one side of the junction to the other, that too. `range` stands behind the depth.
std::string depth_text(const DepositRow& row, const std::string& range = "");

}  // namespace kossa::page
