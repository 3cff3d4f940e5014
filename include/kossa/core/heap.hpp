#pragma once

namespace kossa {

/// To be called before threads are started. The heap of a thread that finds no memory left for it ends the program, so
/// what threads share is made before them.
void prepare_heap_for_threads();

/// Gives memory that was freed, and that the heap keeps for later, back to the system, as far as it can: between
/// passes of which the next needs little of what the last one did. Does nothing under the sanitizers, whose heap cannot
/// be asked.
void give_back_freed_memory();

}  // namespace kossa
