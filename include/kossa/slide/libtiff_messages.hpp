#pragma once

namespace kossa {

/// Takes away libtiff's process-wide error and warning handlers, which print to stderr also for files that OpenSlide
/// opens. Done once, whatever the number of calls; safe from many threads. kossa's own TIFF reader has its own
/// handlers.
void silence_libtiff();

}  // namespace kossa
