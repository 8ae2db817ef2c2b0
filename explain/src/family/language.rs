//! Languages with a runtime of their own: it is not there, it is another version, or it was started twice.

use super::shape;
use crate::pattern::Shape;

const RUNTIME: &str = "language-runtime";
const DOUBLED: &str = "entrypoint-doubled";

pub(super) const SHAPES: &[Shape] = &[
    shape("Cannot find module '/node'", DOUBLED, DOUBLED, "node"),
    shape("Cannot find module '{path}/node'", DOUBLED, DOUBLED, "node"),
    shape("Cannot find module '/npm'", DOUBLED, DOUBLED, "npm"),
    shape("Cannot find module '{path}/npm'", DOUBLED, DOUBLED, "npm"),
    shape("can't open file '{path}/python': [Errno 2]", DOUBLED, DOUBLED, "python"),
    shape("can't open file '{path}/python3': [Errno 2]", DOUBLED, DOUBLED, "python3"),
    shape("can't open file '/python3': [Errno 2]", DOUBLED, DOUBLED, "python3"),
    shape("can't open file '/python': [Errno 2]", DOUBLED, DOUBLED, "python"),
    shape("can't open file 'python{number}': [Errno 2]", DOUBLED, DOUBLED, "python"),
    shape("could not find or load main class java", DOUBLED, DOUBLED, "java"),
    shape("unable to access jarfile java", DOUBLED, DOUBLED, "java"),
    shape("unable to access jarfile {path}", "files-beside", "files-beside", "path"),
    shape("Cannot find module '{path}'", "files-beside", "module-not-found", "path"),
    shape("Cannot find package '{path}' imported from", "files-beside", "module-not-found", "path"),
    shape("ModuleNotFoundError: No module named '{module}'", RUNTIME, "module-not-found", "module"),
    shape(
        "can't open file '{path}': [Errno 2] no such file or directory",
        "files-beside",
        "module-not-found",
        "path",
    ),
    shape("class file version {number}", RUNTIME, "class-file-version", "number"),
    shape("UnsupportedClassVersionError", RUNTIME, "class-file-version", "Java"),
    shape("you must install .NET to run this application", RUNTIME, "dotnet-runtime", ".NET"),
    shape("you must install or update .NET to run this application", RUNTIME, "dotnet-runtime", ".NET"),
    shape("framework: 'Microsoft.{framework}', version '{version}'", RUNTIME, "dotnet-runtime", "version"),
    shape(
        "compiled against a different Node.js version using NODE_MODULE_VERSION {number}",
        RUNTIME,
        "module-not-found",
        "number",
    ),
    shape(
        "NODE_MODULE_VERSION {number}. This version of Node.js requires",
        RUNTIME,
        "module-not-found",
        "number",
    ),
];
