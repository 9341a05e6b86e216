# Writes FILE as a C array NAME (and NAME_size) into OUTPUT.
file(READ ${FILE} hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
file(WRITE ${OUTPUT} "#include <stddef.h>\nstatic const unsigned char ${NAME}[] = {${bytes}};\nstatic const size_t ${NAME}_size = sizeof ${NAME};\n")
