#pragma once

/// In front of a function of plain loops over whole numbers, or over real numbers each by itself: it is compiled three
/// times, and the loader takes the one with the widest vectors that the processor has. The result is the same from
/// each.
#if defined(__x86_64__) && !defined(KOSSA_SANITIZED)
#define KOSSA_WIDEST_VECTORS [[gnu::target_clones("arch=skylake-avx512", "avx2", "default")]]
#else
#define KOSSA_WIDEST_VECTORS
#endif
