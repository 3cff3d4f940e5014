#include "kossa/page/style.hpp"

#include <fmt/format.h>

#include "kossa/page/svg.hpp"
#include "kossa/report/palette.hpp"

namespace kossa::page {

namespace {

constexpr const char* page_rules = R"css(
:root { color-scheme: light dark; --paper: #ffffff; --raised: #f4f5f7; --ink: #1b1d20; --muted: #53585f; --rule: #c9cdd3;
  --accent: #005a9c; --neutral: #6f7782; --warn: #fff4d6; --warn-rule: #b97800; }
@media (prefers-color-scheme: dark) { :root { --paper: #17191c; --raised: #22252a; --ink: #e9ebee; --muted: #b3b9c1;
  --rule: #454b53; --accent: #7cc0ff; --neutral: #9aa3ae; --warn: #3a2f10; --warn-rule: #d9a037; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1360px; padding: 12px 20px; background: var(--paper); color: var(--ink);
  font: 15px/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", Arial, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: baseline; justify-content: space-between; }
h1 { font-size: 20px; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 17px; margin: 26px 0 8px; }
h3 { font-size: 15px; margin: 18px 0 4px; }
p { margin: 4px 0 8px; }
a { color: var(--accent); }
code { font-size: 12px; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.banner { margin: 0; font-weight: 600; color: var(--muted); }
.answer { font-size: 19px; line-height: 1.4; margin: 8px 0 4px; overflow-wrap: anywhere; }
ul.context { margin: 4px 0 8px; padding-left: 18px; }
.context, .note, footer { color: var(--muted); font-size: 13px; }
.failure { border: 2px solid var(--warn-rule); background: var(--warn); padding: 8px 16px; margin: 16px 0; }
.failed-picture { margin: 0; }
.failed-picture img { display: block; max-width: 100%; max-height: 480px; border: 1px solid var(--rule); }
footer { border-top: 1px solid var(--rule); margin-top: 28px; padding-top: 8px; }
)css";

constexpr const char* overview_rules = R"css(
.overview { display: grid; grid-template-columns: minmax(0, 1.25fr) minmax(0, 1fr); gap: 8px 24px; align-items: start; margin-top: 10px; }
.side section:first-child h2 { margin-top: 0; }
.view { position: relative; border: 1px solid var(--rule); background: #ffffff; line-height: 0; }
#slide { width: 100%; height: auto; max-height: 430px; display: block; }
.live .view { width: 100%; min-height: 260px; max-height: 430px; }
.live .tiles { position: absolute; inset: 0; }
.live #slide { position: absolute; inset: 0; width: 100%; height: 100%; max-height: none; }
.live #slide image, .live #slide-bar { display: none; }
.live .zoomed { cursor: grab; }
.live a:hover path, .live a:hover circle { stroke-width: 3px; }
.live .near .finder { display: none; }
.live #slide .near .deposits path { fill-opacity: .12; }
.picture:fullscreen { background: var(--paper); padding: 10px; display: flex; flex-direction: column; }
.picture:fullscreen .view { flex: 1; max-height: none; }
.scale { position: absolute; left: 8px; bottom: 8px; padding: 3px 6px 5px; background: rgb(255 255 255 / .85); color: #000000;
  font-size: 12px; line-height: 1.2; pointer-events: none; }
.scale span { display: block; height: 4px; margin-top: 2px; background: #000000; }
#picked { border-left: 4px solid var(--accent); background: var(--raised); padding: 4px 10px; margin-top: 6px; font-size: 13px; }
#picked dl { display: flex; flex-wrap: wrap; gap: 0 18px; margin: 2px 0; font-size: 13px; }
#picked dl > div { display: block; border: 0; }
#picked dt, #picked dd { display: inline; margin-right: 5px; }
html:not(.scripted) .tools, html:not(.scripted) .switches input, html:not(.scripted) [data-copy],
html:not(.scripted) .switches label:has(input:not(:checked)) { display: none; }
.tools { display: flex; gap: 12px; align-items: center; margin-top: 6px; }
.tools p { margin: 0; }
.zoom { display: flex; gap: 4px; }
button { font: inherit; color: var(--ink); background: var(--raised); border: 1px solid var(--neutral); border-radius: 4px;
  padding: 4px 12px; cursor: pointer; }
.zoom button { width: 32px; height: 32px; padding: 0; font-size: 18px; line-height: 1; }
.switches { display: flex; flex-wrap: wrap; gap: 2px 16px; font-size: 13px; margin-top: 6px; }
.switches label { display: inline-flex; align-items: center; gap: 5px; cursor: pointer; }
th[scope="row"] { white-space: nowrap; }
.swatch { display: inline-block; flex: none; width: 12px; height: 12px; margin-right: 6px; border: 1px solid var(--ink);
  vertical-align: -1px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.switches .swatch { margin: 0; }
.swatch-junction, .swatch-border, .swatch-tissue, .swatch-excluded, .swatch-epidermis, .swatch-subcutis { height: 0; border: 0; border-top: 3px solid; width: 18px; }
.swatch-junction, .swatch-border, .swatch-tissue, .swatch-excluded, .swatch-aside, .swatch-confusers { box-shadow: 0 0 0 2px #ffffff; }
.swatch-junction { border-color: #000000; }
.swatch-border { border-top: 2px dashed #000000; }
.swatch-tissue { border-top: 1px dashed #505050; }
.swatch-excluded { border-top: 2px dashed #505050; }
.swatch-aside { border: 2px dashed #000000; border-radius: 50%; background: #ffffff; }
.swatch-carbon { border-width: 2px; border-radius: 50%; background: #ffffff; }
.swatch-confusers { border: 1px dashed #000000; background: #ffffff; }
#slide .lines path { fill: none; vector-effect: non-scaling-stroke; stroke-width: 1px; stroke-linejoin: round; }
#slide .lines .junction { stroke: #000000; stroke-width: 2.5px; }
#slide .lines .border { stroke: #000000; stroke-width: 1.5px; stroke-dasharray: 7 4; }
#slide .lines .tissue { stroke: #505050; stroke-dasharray: 4 3; }
#slide .lines .excluded { stroke: #505050; stroke-width: 2px; stroke-dasharray: 7 4; }
#slide .deposits path, #slide .deposits circle { fill-opacity: .4; vector-effect: non-scaling-stroke; stroke-width: 1.5px; fill-rule: evenodd; }
#slide .deposits circle { fill: none; stroke-width: 2px; }
#slide .aside path, #slide .aside circle { fill: none; stroke: #000000; vector-effect: non-scaling-stroke; }
#slide .aside path { stroke-width: .7px; stroke-dasharray: 3 2; }
#slide .aside circle { stroke-width: 2px; stroke-dasharray: 5 3; }
#slide .carbon path { stroke: none; }
#slide .carbon circle, #slide .carbon polygon { fill: none; stroke-width: 1.3px; stroke-dasharray: none; vector-effect: non-scaling-stroke; }
#slide .confusers path, #slide .confusers circle { fill: none; stroke: #000000; stroke-width: 1.2px; stroke-dasharray: 3 2; vector-effect: non-scaling-stroke; }
@media screen { #slide .picked path, #slide .picked circle, #slide g:target path, #slide g:target circle {
    stroke: #000000; stroke-width: 2px; fill-opacity: 0 !important; }
  #slide .picked { filter: drop-shadow(0 0 1.5px #ffffff) drop-shadow(0 0 1.5px #ffffff); } }
#slide .off { display: none; }
#slide .plate, .crop .plate { fill: #ffffff; fill-opacity: .85; }
.bar-black { fill: #000000; }
.bar-label { fill: #000000; font-size: 13px; }
table { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums; }
th, td { text-align: left; font-weight: normal; padding: 3px 8px 3px 0; border-bottom: 1px solid var(--rule); vertical-align: middle; }
thead th { color: var(--muted); font-size: 13px; }
.number { text-align: right; white-space: nowrap; }
td:last-child, th:last-child { padding-right: 0; }
.total th, .total td { font-weight: 600; border-bottom: 0; }
.bar-cell { width: 22%; padding-left: 8px; }
.share { display: block; width: 100%; height: 11px; overflow: visible; }
dl { margin: 8px 0; font-size: 14px; }
dl > div { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 12px; padding: 2px 0; border-bottom: 1px solid var(--rule); }
dt { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
.flags { margin: 0; padding: 0; list-style: none; font-size: 14px; }
.flags li { border-left: 4px solid var(--warn-rule); background: var(--warn); padding: 4px 10px; margin: 4px 0; }
)css";

constexpr const char* detail_rules = R"css(
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr)); gap: 8px 24px; margin-top: 14px; }
.plot { margin: 0; max-width: 560px; }
figcaption { font-weight: 600; }
.chart { display: block; width: 100%; height: auto; }
.chart text { fill: var(--ink); font-size: 12px; }
.chart .small { font-size: 10px; }
.chart .halo { paint-order: stroke; stroke: var(--paper); stroke-width: 3px; stroke-linejoin: round; }
.axis { stroke: var(--ink); stroke-width: 1px; }
.grid { stroke: var(--rule); stroke-width: .7px; }
.bar { stroke: var(--ink); stroke-width: .8px; }
.neutral { fill: var(--neutral); }
.band { fill-opacity: .16; }
.range { fill: var(--neutral); fill-opacity: .2; }
.limit { stroke: var(--ink); stroke-width: 1px; stroke-dasharray: 5 4; }
.line { fill: none; stroke: var(--accent); stroke-width: 2px; }
.point { fill: var(--accent); }
.junction-line { stroke: var(--ink); stroke-width: 2px; }
.paste { white-space: pre-line; background: var(--raised); border: 1px solid var(--rule); padding: 10px 14px; user-select: all; -webkit-user-select: all;
  max-width: 90ch; overflow-wrap: anywhere; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 190px), 1fr)); gap: 16px; }
.card { margin: 0; border: 1px solid var(--rule); background: var(--raised); break-inside: avoid; }
.card figcaption { font-weight: normal; font-size: 13px; padding: 6px 8px 8px; }
.card figcaption > * { display: block; overflow-wrap: anywhere; }
.card figcaption > a, .card strong { font-weight: 600; }
.crop { display: block; width: 100%; height: auto; background: #ffffff; }
.no-crop { margin: 0; padding: 30px 10px; text-align: center; color: var(--muted); font-size: 13px; }
.outline, .outline-halo { fill: none; fill-rule: evenodd; stroke-linejoin: round; }
.outline-halo { stroke: #ffffff; stroke-width: 2.4px; }
.outline { stroke-width: 1.2px; }
.turned-down { stroke: #000000; stroke-width: 1px; }
.card:hover .outline, .card:hover .outline-halo { visibility: hidden; }
details { margin: 12px 0; }
summary { cursor: pointer; font-weight: 600; padding: 4px 0; }
.scroll { max-height: 420px; overflow: auto; max-width: 900px; }
.scroll thead th { position: sticky; top: 0; background: var(--paper); }
.scroll tr { scroll-margin: 140px; }
.scroll td, .scroll thead th + th { padding-left: 12px; }
tr:target { background: var(--warn); outline: 2px solid var(--warn-rule); outline-offset: -2px; }
.method { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr)); gap: 0 32px; }
@media (max-width: 900px) { .overview { grid-template-columns: minmax(0, 1fr); } body { padding: 10px 12px; } .answer { font-size: 17px; } }
@media (max-width: 520px) { .bar-cell { display: none; } .zones { font-size: 13px; } .zones th[scope="row"] { white-space: normal; } .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px; }
  .card figcaption { font-size: 12px; } }
@page { size: A4; margin: 13mm; }
@media print { :root { color-scheme: light; --paper: #ffffff; --raised: #ffffff; --ink: #000000; --muted: #333333; --rule: #999999;
  --accent: #00407a; --neutral: #777777; --warn: #ffffff; --warn-rule: #000000; }
  body { padding: 0; max-width: none; font-size: 9.5pt; }
  h1 { font-size: 13pt; } h2 { font-size: 12pt; margin-top: 12pt; } h3 { font-size: 10.5pt; }
  .answer { font-size: 12pt; } .context, .note, footer, figcaption, .switches, thead th { font-size: 8.5pt; }
  table, dl, .flags { font-size: 9pt; }
  .tools, .tiles .openseadragon-canvas > *:not(svg), .scale, #picked, button, details:not([open]), .switches input, .switches label:has(input:not(:checked)), .bar-cell { display: none; }
  .overview { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 8px 16px; }
  .side { display: contents; } .picture { grid-row: 1 / 3; } .side > section:last-child { grid-column: 1 / -1; }
  .side h2 { margin-top: 0; } .side dl { margin: 0; }
  #slide, .live #slide { position: static; height: auto; max-height: 95mm; }
  .live .view, .live .view div { position: static !important; height: auto !important; min-height: 0; max-height: none;
    aspect-ratio: auto !important; overflow: visible !important; }
  .live #slide image, .live #slide-bar, .live .near .finder { display: inline; }
  #slide-stage { transform: none; }
  #slide .lines path { stroke-width: .6px; } #slide .lines .junction { stroke-width: 1.4px; }
  .zones th, .zones .number { white-space: normal; padding-right: 5px; }
  .plots { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 6px 16px; margin-top: 8px; }
  .plot:nth-child(3) { grid-column: 1 / -1; max-width: none; display: grid; grid-template-columns: 1fr 1fr; gap: 0 16px; align-items: center; }
  .plot:nth-child(3) figcaption { grid-column: 1 / -1; }
  .cards { grid-template-columns: repeat(6, minmax(0, 1fr)); gap: 8px; }
  .card figcaption { font-size: 7.5pt; }
  .method { grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 0 12px; }
  .method h3 { margin-top: 6pt; } .method dl, .method .note { font-size: 8pt; } .method dl > div { padding: 0; }
  .scroll { max-height: none; overflow: visible; } .scroll thead th { position: static; }
  .plot, .card, .method section, .flags li, .paste, tr { break-inside: avoid; }
  h2, h3, h3 + .note { break-after: avoid; }
  svg * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
)css";

/// Fills and outlines in the colours of the zones; yellow alone would be lost on a pale slide, so that its outline has
/// a darker companion.
std::string zone_rules() {
    std::string rules;
    for (const Zone zone : all_zones) {
        const std::string colour = colour_code(report::zone_colour(zone));
        const std::string name = zone_class(zone);
        rules += fmt::format(".swatch-{} {{ background: {}; }}\n", name, colour);
        rules += fmt::format("#slide .{} {{ fill: {}; stroke: {}; }}\n", name, colour, colour);
        rules += fmt::format(".outline.{} {{ stroke: {}; }}\n", name, colour);
    }
    const std::string carbon = colour_code(report::carbon_line);
    rules += fmt::format(
        "#slide .carbon circle, #slide .carbon polygon, .live #slide .near .carbon path {{ stroke: {}; }}\n", carbon);
    rules += fmt::format(".switches .swatch-carbon {{ border-color: {}; }}\n", carbon);
    using namespace report::okabe_ito;
    rules += fmt::format("#slide .lines .epidermis {{ stroke: {}; }}\n.swatch-epidermis {{ border-color: {}; }}\n",
                         colour_code(orange), colour_code(orange));
    rules += fmt::format("#slide .lines .subcutis {{ stroke: {}; }}\n.swatch-subcutis {{ border-color: {}; }}\n",
                         colour_code(bluish_green), colour_code(bluish_green));
    return rules;
}

}  // namespace

std::string style() {
    return fmt::format("{}{}{}{}", page_rules, overview_rules, detail_rules, zone_rules());
}

std::string zone_class(Zone zone) {
    return fmt::format("zone{}", static_cast<int>(zone));
}

}  // namespace kossa::page
