# Writes the manual pages and the completion of bash, as the program itself gives them:
# cmake -DPROGRAM=build/kossa -DFOLDER=build/manual -P WriteManual.cmake

function(write_output file)
  execute_process(COMMAND "${PROGRAM}" ${ARGN} OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
  file(WRITE "${FOLDER}/${file}" "${text}")
  set(text "${text}" PARENT_SCOPE)
endfunction()

write_output(completions/kossa --completion bash)
write_output(man1/kossa.1 --man kossa)
string(REGEX MATCHALL "\\.BR kossa\\\\-[a-z]+" pages "${text}")  # what is named under "see also"
foreach(page IN LISTS pages)
  string(REGEX REPLACE ".*-" "" command "${page}")
  write_output(man1/kossa-${command}.1 --man ${command})
endforeach()
