// Says who it is.
#include <fstream>
#include <iostream>
#include <string>
#include <unistd.h>

int main() {
    std::ifstream file("/proc/1/comm");
    std::string first;
    if (!std::getline(file, first))
        return 1;
    std::cout << "C++ uid=" << getuid() << " gid=" << getgid() << " pid=" << getpid() << " first=" << first << '\n';
}
