//! What `ldd`, `readelf`, `file` and `objdump` print about a program: facts, no errors. Missing libraries and versions in
//! the output of `ldd` are in `loader.rs`.

use super::shape;
use crate::pattern::Shape;

const PAGE: &str = "linkage";

pub(super) const SHAPES: &[Shape] = &[
    shape("(NEEDED) {any}[{library}]", "needed", PAGE, "library"),
    shape("NEEDED               {library}", "needed", PAGE, "library"),
    shape("(RPATH) {any}[{path}]", "runpath", PAGE, "path"),
    shape("(RUNPATH) {any}[{path}]", "runpath", PAGE, "path"),
    shape("Requesting program interpreter: {path}]", "interpreter", PAGE, "path"),
    shape("dynamically linked, interpreter {path},", "interpreter", PAGE, "path"),
    shape("dynamically linked, interpreter {path}", "interpreter", PAGE, "path"),
    shape("not a dynamic executable", "linking", PAGE, "static"),
    shape("not a valid dynamic program", "linking", PAGE, "static"),
    shape("statically linked", "linking", PAGE, "static"),
    shape("static-pie linked", "linking", PAGE, "static"),
    shape("There is no dynamic section in this file", "linking", PAGE, "static"),
    shape("ELF {any}, {quoted}, version 1", "architecture", PAGE, "quoted"),
];
