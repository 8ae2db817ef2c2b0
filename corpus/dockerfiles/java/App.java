import java.nio.file.Files;
import java.nio.file.Path;

/** Says who it is. */
public class App {
    public static void main(String[] arguments) throws Exception {
        String first = Files.readString(Path.of("/proc/1/comm")).trim();
        long pid = ProcessHandle.current().pid();
        System.out.printf("Java uid=%s gid=%s pid=%d first=%s%n", number("Uid:"), number("Gid:"), pid, first);
    }

    private static String number(String name) throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith(name)) return line.split("\\s+")[1];
        }
        throw new IllegalStateException(name);
    }
}
