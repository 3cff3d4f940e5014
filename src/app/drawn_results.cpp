#include "drawn_results.hpp"

#include "kossa/page/report_page.hpp"
#include "kossa/report/png.hpp"

namespace kossa::app {

Drawn drawn_of(const SlideResult& result, const report::Background& background,
               const std::vector<report::CropPicture>& crops, const std::vector<ZoomTile>& tiles,
               const ExecutionOptions& execution) {
    Drawn drawn;
    run_tasks({[&] { drawn.page = page::report_page(result, background, crops, tiles); },
               [&] { drawn.overlay_png = report::png_bytes(report::draw_overlay(result, background)); }},
              execution);
    return drawn;
}

}  // namespace kossa::app
