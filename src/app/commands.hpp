#pragma once

#include "requests.hpp"

namespace kossa::app {

inline constexpr int exit_ok = 0;
inline constexpr int exit_failed = 1;  ///< a slide could not be scored, read or written
inline constexpr int exit_usage = 2;   ///< the command cannot be carried out as given; nothing was touched

/// Scores the slides one after the other and writes their results. A slide that fails is named on standard error and
/// in its own summary, and the next one follows. Exit status 0 or 1. Throws UsageError before any slide is touched.
int score(const ScoreRequest& request);

/// Places and sums up the findings of a stored result anew, with other outlines or none, and replaces the result. Exit
/// status 0, or 1 when it cannot be done without the slide; the stored result then stays. Throws UsageError.
int rescore(const RescoreRequest& request);

/// Prints every parameter as TOML. Throws UsageError for a bad configuration file.
int print_config(const PrintConfigRequest& request);

/// Prints the table of the slides or deposits of several results. Exit status 0, or 1 when one cannot be read; the
/// others are listed. Throws OutputError.
int collect(const CollectRequest& request);

/// Prints what a slide's file says and how kossa understands it. Exit status 0, also for a slide that would be
/// refused, or 1 when it cannot be read.
int info(const InfoRequest& request);

/// Prints the stain profile of slides as TOML. Slides of another stain than the first that can be used, and those of
/// which the stain cannot be estimated, are named on standard error and left out. Exit status 0, or 1 when none is
/// left. Throws UsageError for a bad configuration file.
int estimate_stain(const StainEstimateRequest& request);

/// Prints a stain profile as QuPath's string of stain vectors. Throws UsageError when it cannot be used.
int export_stain(const StainExportRequest& request);

/// Writes a synthetic slide and its truth into a folder that is created if need be. Exit status 0. Throws OutputError,
/// and UsageError for options out of range and a folder that cannot be created.
int write_phantom(const PhantomRequest& request);

/// Prints how a slide's result agrees with its truth. Exit status 0, or 1 when one of them cannot be used.
int evaluate_result(const EvaluateRequest& request);

}  // namespace kossa::app
