# One INTERFACE target that every target of ours links PRIVATE: the language rules of the house.
add_library(envelop_warnings INTERFACE)
target_compile_options(envelop_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
  -Wcast-qual -Wwrite-strings -Wvla -Wundef -Wformat=2 -Wimplicit-fallthrough -Wdouble-promotion
  $<$<BOOL:${ENVELOP_WERROR}>:-Werror>
  -fno-common -fstack-protector-strong)
# assert() is for our own bugs and stays on in every build.
foreach(type RELEASE RELWITHDEBINFO MINSIZEREL)
  string(REPLACE "-DNDEBUG" "" CMAKE_C_FLAGS_${type} "${CMAKE_C_FLAGS_${type}}")
endforeach()
if(ENVELOP_SANITIZE)
  target_compile_options(envelop_warnings INTERFACE -fsanitize=${ENVELOP_SANITIZE}
    -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(envelop_warnings INTERFACE -fsanitize=${ENVELOP_SANITIZE})
else()
  target_compile_options(envelop_warnings INTERFACE
    $<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2>)
endif()
