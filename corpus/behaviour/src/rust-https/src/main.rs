//! Fetches one page by HTTPS with rustls, which trusts the certificates that the system has.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;

use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

fn main() {
    if let Err(error) = fetch() {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

fn fetch() -> Result<(), Box<dyn std::error::Error>> {
    let mut roots = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs()?;
    roots.add_parsable_certificates(found.into_iter().map(|found| CertificateDer::from(found.0)));
    let config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    let name = ServerName::try_from("final-stage.test")?;
    let session = ClientConnection::new(Arc::new(config), name)?;
    let mut stream = StreamOwned::new(session, TcpStream::connect("final-stage.test:443")?);
    stream.write_all(b"GET / HTTP/1.0\r\n\r\n")?;
    let mut answer = [0; 15];
    stream.read_exact(&mut answer)?;
    println!("{}", String::from_utf8_lossy(&answer));
    Ok(())
}
