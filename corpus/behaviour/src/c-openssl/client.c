/* Connects by TLS and verifies the server's certificate against the system's. */
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

int main(void)
{
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_default_verify_paths(context);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    BIO *connection = BIO_new_ssl_connect(context);
    BIO_set_conn_hostname(connection, "final-stage.test:443");
    SSL *tls;
    BIO_get_ssl(connection, &tls);
    SSL_set_tlsext_host_name(tls, "final-stage.test");
    SSL_set1_host(tls, "final-stage.test");
    if (BIO_do_connect(connection) <= 0) {
        ERR_print_errors_fp(stderr);
        fprintf(stderr, "verify error: %s\n", X509_verify_cert_error_string(SSL_get_verify_result(tls)));
        return 1;
    }
    puts(SSL_get_version(tls));
    return 0;
}
