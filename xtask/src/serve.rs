//! `cargo xtask serve`: the site on this machine, rebuilt when its sources change.
//! `serve --dist-only` shows what is in `dist/` and prints its port as the first line, for the tests.

mod answer;
mod watch;

use std::io::{ErrorKind, Write};
use std::net::Ipv4Addr;
use std::process::{Command, Stdio};

use oxhttp::{ListeningServer, Server};

use crate::{Done, project, setup, site};

const FIRST_PORT: u16 = 8080;
const PORTS_TRIED: u16 = 100;

pub(crate) fn run(arguments: &[String]) -> Done {
    match arguments {
        [] => build_and_serve(),
        [option] if option == "--dist-only" => {
            let (server, port) = listen()?;
            println!("{port}");
            std::io::stdout().flush()?;
            server.join()?;
            Ok(())
        }
        _ => Err("usage: cargo xtask serve [--dist-only]".into()),
    }
}

fn build_and_serve() -> Done {
    let tools = setup::for_preview()?;
    // Taken before the build, so that a change made during it is not missed.
    let mut sources = watch::Sources::now();
    site::build(&tools, None)?;
    let (_server, port) = listen()?;
    let address = format!("http://127.0.0.1:{port}/");
    println!("\nserving dist/ at {address}\nwatching the sources; Ctrl+C ends it");
    open_in_browser(&address);
    loop {
        sources = sources.wait_for_change();
        println!("a source changed: building again");
        match site::build(&tools, None) {
            Ok(()) => println!("done: reload {address}"),
            Err(reason) => eprintln!("{reason}; still serving the build before"),
        }
    }
}

fn listen() -> Done<(ListeningServer, u16)> {
    let dist = site::dist();
    if !dist.join("index.html").exists() {
        return Err(format!("{} has no index.html; run `cargo xtask build` first", dist.display()).into());
    }
    for port in FIRST_PORT..FIRST_PORT + PORTS_TRIED {
        let dist = dist.clone();
        let server = Server::new(move |request| answer::answer(&dist, request));
        match server.bind((Ipv4Addr::LOCALHOST, port)).spawn() {
            Ok(server) => return Ok((server, port)),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(error) => return Err(format!("127.0.0.1:{port}: {error}").into()),
        }
    }
    Err(format!("127.0.0.1: the {PORTS_TRIED} ports from {FIRST_PORT} on are all taken").into())
}

/// A convenience only: where no browser opens, the printed address is enough.
fn open_in_browser(address: &str) {
    let Some(opener) = ["xdg-open", "open"].into_iter().find_map(project::on_path) else {
        return;
    };
    let _ = Command::new(opener).arg(address).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
}
