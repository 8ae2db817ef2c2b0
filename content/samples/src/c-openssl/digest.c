/* Needs OpenSSL 3 from the image: prints the SHA-256 of its standard input. */
#include <openssl/evp.h>
#include <stdio.h>

int main(void) {
    unsigned char buffer[4096], digest[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    size_t read;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context == NULL || !EVP_DigestInit_ex(context, EVP_sha256(), NULL)) {
        return 1;
    }
    while ((read = fread(buffer, 1, sizeof buffer, stdin)) > 0) {
        EVP_DigestUpdate(context, buffer, read);
    }
    EVP_DigestFinal_ex(context, digest, &length);
    EVP_MD_CTX_free(context);
    for (unsigned int i = 0; i < length; i++) {
        printf("%02x", digest[i]);
    }
    puts("  -");
    return 0;
}
