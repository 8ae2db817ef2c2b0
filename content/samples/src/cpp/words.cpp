// Needs the C++ library beside the C library: counts the words of its standard input.
#include <iostream>
#include <map>
#include <string>

int main() {
    std::map<std::string, unsigned> counts;
    for (std::string word; std::cin >> word;) {
        ++counts[word];
    }
    for (const auto &[word, count] : counts) {
        std::cout << count << '\t' << word << '\n';
    }
}
