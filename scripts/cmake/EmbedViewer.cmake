# Writes the viewer of report.html and its licence as text of a C++ source:
# cmake -DFOLDER=src/page/openseadragon -DOUTPUT=openseadragon_text.cpp -P EmbedViewer.cmake

file(READ "${FOLDER}/openseadragon.min.js" library)
file(READ "${FOLDER}/LICENSE.txt" licence)
file(WRITE "${OUTPUT}" "#include \"kossa/page/openseadragon.hpp\"

namespace kossa::page {

std::string_view openseadragon() {
    return R\"vendored(${library})vendored\";
}

std::string_view openseadragon_licence() {
    return R\"vendored(${licence})vendored\";
}

}  // namespace kossa::page
")
