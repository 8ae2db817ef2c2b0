//! Libraries that a program opens itself, and what it says where they are not there.

use super::shape;
use crate::pattern::Shape;

const OPENED: &str = "opened-library";

pub(super) const SHAPES: &[Shape] = &[
    shape("{library} must be installed for pthread_{call} to work", OPENED, OPENED, "library"),
    shape("no usable version of the libssl was found", OPENED, "dotnet-libssl", "libssl"),
    shape("no usable version of libssl was found", OPENED, "dotnet-libssl", "libssl"),
    shape("couldn't find a valid ICU package installed on the system", OPENED, "dotnet-icu", "libicu"),
    shape("cannot get symbol {symbol} from libicuuc", OPENED, "dotnet-icu", "libicu"),
    shape(
        "prisma client could not locate the query engine for runtime \"{target}\"",
        OPENED,
        "prisma",
        "target",
    ),
    shape(
        "query engine library for current platform \"{target}\" could not be found",
        OPENED,
        "prisma",
        "target",
    ),
    shape("prisma failed to detect the libssl/openssl version to use", OPENED, "prisma", "libssl"),
    shape(
        "unable to establish a connection to query-engine-node-api library",
        OPENED,
        "prisma",
        "query-engine",
    ),
    shape("query-engine-{target} ENOENT", OPENED, "prisma", "target"),
    shape("unable to load shared library '{library}' or one of its dependencies", OPENED, OPENED, "library"),
    shape("unable to load dynamic library '{library}'", OPENED, OPENED, "library"),
    shape("java.lang.UnsatisfiedLinkError: {library}: {any}", OPENED, OPENED, "library"),
    shape("could not load the shared library:{any}filename({library})", OPENED, OPENED, "library"),
    shape("OSError: {library}: cannot open shared object file", OPENED, OPENED, "library"),
    shape("failed to load {library}: cannot open shared object file", OPENED, OPENED, "library"),
    shape("locale::facet::_S_create_c_locale name not valid", "locale", "locale", "locale"),
    shape("setlocale: LC_{category}: cannot change locale ({locale})", "locale", "locale", "locale"),
    shape("cannot set locale {locale}", "locale", "locale", "locale"),
    shape("unsupported locale setting", "locale", "locale", ""),
    shape("iconv_open: invalid argument", "iconv", "iconv", "iconv"),
    shape("conversion from {from} unsupported", "iconv", "iconv", "from"),
    shape("conversion to {to} unsupported", "iconv", "iconv", "to"),
    shape("unknown encoding: {encoding}", "iconv", "iconv", "encoding"),
];
