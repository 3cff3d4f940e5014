#pragma once

namespace kossa {

/// Gives memory that was freed, and that the heap keeps for later, back to the system, as far as it can: between
/// passes of which the next needs little of what the last one did. Does nothing under the sanitizers, whose heap cannot
/// be asked.
void give_back_freed_memory();

}  // namespace kossa
