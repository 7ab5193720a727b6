// A self-signed certificate for 127.0.0.1, valid until 2126, made once with: openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500
// It protects nothing: tests show that Groundtrack refuses it.

export const selfSigned = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgaYqCCsbQCDNT/3gV
qpa/wrCpYDyvXTDUQv4WyQmRKF2hRANCAARSGwpwzBa23ftIXJg4R7mbuZyhkY9G
/HZfe/bizlId37Nn/f8kCQmWIkZVHISuvpi57+qQqgdHa1PrVfU3bFqp
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBjzCCATagAwIBAgIUQ3KM0R863nMVH4+qkQ7uW6oOHTwwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyMzAzNDcwOVoYDzIxMjYxMDMw
MDM0NzA5WjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARSGwpwzBa23ftIXJg4R7mbuZyhkY9G/HZfe/bizlId37Nn/f8kCQmW
IkZVHISuvpi57+qQqgdHa1PrVfU3bFqpo2QwYjAdBgNVHQ4EFgQUWoY9xkUxkHhS
6JweFznNltArklAwHwYDVR0jBBgwFoAUWoY9xkUxkHhS6JweFznNltArklAwDwYD
VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0cAMEQC
IF2ilc8s97Lk+d7Z0zc8F0PKp7B/A5BDSfnXYmz6zbWeAiAt2ug/lKzWO1GJMVJz
mk2+35urQtguLsYEdv0Vp+eV0Q==
-----END CERTIFICATE-----
`,
} as const;
